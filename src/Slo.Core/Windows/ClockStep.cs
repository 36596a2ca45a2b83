namespace Slo.Windows;

/// <summary>What the wall clock did since the last tick, beside passing.</summary>
internal enum ClockStep
{
    None,

    Forward,

    Back,
}
