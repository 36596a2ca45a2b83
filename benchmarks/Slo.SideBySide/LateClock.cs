namespace Slo.SideBySide;

/// <summary>The system's clock, late by what is still to be lived through: so the engine lives the past hour in a moment, then goes on in real time.</summary>
internal sealed class LateClock(TimeSpan behind) : TimeProvider
{
    internal TimeSpan Behind { get; private set; } = behind;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - Behind;

    public override long GetTimestamp() => System.GetElapsedTime(0, System.GetTimestamp()).Ticks - Behind.Ticks;

    internal void CatchUp(TimeSpan step) => Behind = Behind > step ? Behind - step : TimeSpan.Zero;
}
