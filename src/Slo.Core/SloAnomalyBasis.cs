namespace Slo;

/// <summary>What a sample of a series is compared with.</summary>
public enum SloAnomalyBasis
{
    /// <summary>The values so far.</summary>
    Value,

    /// <summary>The level of the last 12 samples or so, with its own past.</summary>
    ShortLevel,

    /// <summary>The level of the last 50 samples or so, with its own past.</summary>
    MediumLevel,

    /// <summary>The level of the last 200 samples or so, with its own past.</summary>
    LongLevel,

    /// <summary>What is usual at this time of the day, UTC.</summary>
    TimeOfDay,

    /// <summary>What is usual in this hour of the week, UTC.</summary>
    HourOfWeek,
}
