using System.Globalization;

namespace Slo.Polly.Chaos;

/// <summary>Writes and reads runs of experiments as entries of the ledger, with all values that a replay needs.</summary>
internal static class ChaosLedger
{
    internal static void Add(SloRegistry registry, SloChaosRecord record) => registry.Ledger.Add(
        SloLedgerEntryKind.ChaosExperiment, record.Objective, record.Actor, record.Hypothesis,
        [
            new(SloLedgerDetails.Experiment, record.Experiment),
            new(SloLedgerDetails.From, record.StartedAt.ToString("O", CultureInfo.InvariantCulture)),
            new(SloLedgerDetails.EndedBy, record.EndedBy?.ToString()),
            new(SloLedgerDetails.Verdict, record.Verdict?.ToString()),
            new(SloLedgerDetails.AllowedBudgetPercent, Percent(record.AllowedBudgetRatio)),
            new(SloLedgerDetails.SpentBudgetPercent, Percent(record.SpentBudgetRatio)),
            new(SloLedgerDetails.Calls, Number(record.Calls)),
            new(SloLedgerDetails.HeldBack, Number(record.HeldBack)),
            new(SloLedgerDetails.Injected, Number(record.Injected)),
            new(SloLedgerDetails.BadEvents, Number(record.BadEvents)),
            new(SloLedgerDetails.InjectionPercent, Percent(record.InjectionRate)),
            new(SloLedgerDetails.Seed, Number(record.Seed)),
            new(SloLedgerDetails.Chaos, record.Chaos),
        ]);

    internal static SloChaosRecord? Read(SloLedgerEntry entry)
    {
        if (entry.Kind != SloLedgerEntryKind.ChaosExperiment || entry.Objective is null
            || Text(entry, SloLedgerDetails.Experiment) is not { } experiment
            || !DateTimeOffset.TryParse(
                Text(entry, SloLedgerDetails.From), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset from)
            || Ratio(entry, SloLedgerDetails.InjectionPercent) is not { } rate || Count(entry, SloLedgerDetails.Seed) is not { } seed)
        {
            return null;
        }

        SloChaosEnd? end = Enum.TryParse(Text(entry, SloLedgerDetails.EndedBy), out SloChaosEnd known) ? known : null;
        return new()
        {
            Experiment = experiment,
            Objective = entry.Objective,
            Hypothesis = entry.Reason ?? "",
            Actor = entry.Actor,
            StartedAt = from,
            EndedAt = end is null ? null : entry.At,
            EndedBy = end,
            Verdict = Enum.TryParse(Text(entry, SloLedgerDetails.Verdict), out SloChaosVerdict verdict) ? verdict : null,
            AllowedBudgetRatio = Ratio(entry, SloLedgerDetails.AllowedBudgetPercent) ?? 0,
            SpentBudgetRatio = Ratio(entry, SloLedgerDetails.SpentBudgetPercent) ?? 0,
            Calls = Count(entry, SloLedgerDetails.Calls) ?? 0,
            HeldBack = Count(entry, SloLedgerDetails.HeldBack) ?? 0,
            Injected = Count(entry, SloLedgerDetails.Injected) ?? 0,
            BadEvents = Count(entry, SloLedgerDetails.BadEvents) ?? 0,
            InjectionRate = rate,
            Seed = (int)seed,
            Chaos = Text(entry, SloLedgerDetails.Chaos) ?? "",
        };
    }

    private static string? Text(SloLedgerEntry entry, string key) => entry.Details.GetValueOrDefault(key);

    private static long? Count(SloLedgerEntry entry, string key) =>
        long.TryParse(Text(entry, key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static double? Ratio(SloLedgerEntry entry, string key) =>
        double.TryParse(Text(entry, key), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent / 100 : null;

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);

    // All digits, so that a replay uses exactly the same rate.
    private static string Percent(double ratio) => (ratio * 100).ToString("R", CultureInfo.InvariantCulture);
}
