namespace Slo.Tests.Prometheus.Parity;

/// <summary>What was compared for a trace, a target and a period, and what differed; a row of docs/parity.md.</summary>
internal sealed record ParityRow(string Trace, string Target, string Period)
{
    internal int Ratios { get; set; }

    internal int RatiosOff { get; set; }

    internal int AlertMinutes { get; set; }

    internal int AlertsOff { get; set; }

    internal int OnlyInProcess { get; set; }

    internal int OnlyScraped { get; set; }

    public override string ToString() => FormattableString.Invariant(
        $"| {Trace} | {Target} | {Period} | {Ratios} | {RatiosOff} | {AlertMinutes} | {AlertsOff} | {OnlyInProcess} | {OnlyScraped} |");
}
