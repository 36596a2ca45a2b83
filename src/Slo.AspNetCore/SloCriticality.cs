namespace Slo;

/// <summary>How much the users of a service need an endpoint: what is optional is shed first.</summary>
public enum SloCriticality
{
    /// <summary>The service is useful without it, for example recommendations. Shed first (<see cref="SloSheddingOptions.Optional"/>).
    /// </summary>
    Optional,

    /// <summary>Missed, but not what users came for, for example search suggestions. Shed if that of what is optional did not help
    /// (<see cref="SloSheddingOptions.Important"/>).</summary>
    Important,

    /// <summary>What users came for. Never shed.</summary>
    Critical,
}
