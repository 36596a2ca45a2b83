namespace Slo.Hosting.Sources;

/// <summary>What a number from an instrument means.</summary>
internal enum MeasurementKind
{
    /// <summary>A value to judge: a histogram's measurement, a gauge's value.</summary>
    Value,

    /// <summary>So many events more: a counter.</summary>
    Increment,

    /// <summary>So many events in all: an observable counter.</summary>
    Total,

    /// <summary>A level went up or down: an up-down counter.</summary>
    Level,
}
