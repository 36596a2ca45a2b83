namespace Slo.AspNetCore.Api;

/// <summary>JSON: one window.</summary>
internal sealed record WindowDocument(string Window, double Seconds, long GoodEvents, long BadEvents, double? BurnRate)
{
    internal static WindowDocument Of(WindowStatus status) => new(
        SloDuration.Format(status.Window), status.Window.TotalSeconds, status.Events.Good, status.Events.Bad, status.BurnRate);
}
