namespace Slo;

/// <summary>How a good value compares with its limit: <c>lt</c>, <c>lte</c>, <c>gt</c> and <c>gte</c> in OpenSLO.</summary>
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
