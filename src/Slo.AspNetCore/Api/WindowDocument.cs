namespace Slo.AspNetCore.Api;

/// <summary>JSON: one window.</summary>
internal sealed record WindowDocument(string Window, double Seconds, long GoodEvents, long BadEvents, double? BurnRate)
{
    internal static WindowDocument Of(WindowStatus reading) => new(
        SloDuration.Format(reading.Window), reading.Window.TotalSeconds, reading.Events.Good, reading.Events.Bad, reading.BurnRate);
}
