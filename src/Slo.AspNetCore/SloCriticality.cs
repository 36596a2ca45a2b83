namespace Slo;

/// <summary>How important an endpoint is for the users of a service. Optional endpoints are shed first.</summary>
public enum SloCriticality
{
    /// <summary>The service is useful without it, for example recommendations. Shed first (<see cref="SloSheddingOptions.Optional"/>).
    /// </summary>
    Optional,

    /// <summary>Noticed when it is missing, but not essential, for example search suggestions. Shed if shedding optional endpoints did not
    /// help (<see cref="SloSheddingOptions.Important"/>).</summary>
    Important,

    /// <summary>Essential for users. Never shed.</summary>
    Critical,
}
