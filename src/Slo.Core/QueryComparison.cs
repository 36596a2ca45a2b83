namespace Slo;

/// <summary>How a good value stands to its limit, in OpenSLO's words <c>lt</c>, <c>lte</c>, <c>gt</c> and <c>gte</c>.</summary>
public enum QueryComparison
{
    /// <summary>Good is below the limit.</summary>
    Below,

    /// <summary>Good is at the limit or below.</summary>
    AtMost,

    /// <summary>Good is above the limit.</summary>
    Above,

    /// <summary>Good is at the limit or above.</summary>
    AtLeast,
}
