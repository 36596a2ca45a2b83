using Slo.Alerting;
using Slo.History;
using Slo.Judging;

namespace Slo.State;

/// <summary>Rules, alert and incident in the binary form of a state.</summary>
internal static class JudgeFormat
{
    internal static void Write(StateWriter writer, JudgeState judge)
    {
        writer.Text(judge.Fingerprint);
        writer.Number((long)judge.State);
        writer.Instant(judge.Since);
        writer.Flag(judge.Severity is not null);
        writer.Number((long)(judge.Severity ?? default));
        writer.Number(judge.Rules.Count);
        foreach (SavedRule rule in judge.Rules)
        {
            Write(writer, rule);
        }

        writer.Flag(judge.Incident is not null);
        if (judge.Incident is { } incident)
        {
            writer.Instant(incident.StartedAt);
            writer.Flag(incident.EndedAt is not null);
            writer.Instant(incident.EndedAt ?? default);
            writer.Number(incident.Cause);
            Write(writer, incident.Before);
            writer.Flag(incident.After is not null);
            Write(writer, incident.After ?? default);
        }

        Write(writer, judge.IncidentsUntil);
    }

    internal static JudgeState Read(ref StateReader reader)
    {
        var fingerprint = reader.Text();
        AlertState state = reader.Word<AlertState>();
        DateTimeOffset since = reader.Instant();
        var isFiring = reader.Flag();
        AlertSeverity severity = reader.Word<AlertSeverity>();
        var rules = new SavedRule?[reader.Length()];
        for (var i = 0; i < rules.Length; i++)
        {
            rules[i] = ReadRule(ref reader);
        }

        SavedIncident? incident = reader.Flag() ? ReadIncident(ref reader, rules) : null;
        return new(
            fingerprint, state, since, isFiring ? severity : null, [.. rules.OfType<SavedRule>()], incident, ReadCounts(ref reader));
    }

    private static void Write(StateWriter writer, SavedRule saved)
    {
        AlertRuleDefinition rule = saved.Rule;
        writer.Text(rule.Basis.Condition.Key);
        writer.Number((long)rule.Severity);
        writer.Number(rule.Values.Count());
        foreach ((AlertRuleArgument argument, object value) in rule.Values)
        {
            writer.Text(argument.Key);
            writer.Text(AlertRuleArgument.Format(value));
        }

        writer.Number((long)saved.State.State);
        writer.Number(saved.State.Since);
        writer.Number(saved.State.LastHeld);
        writer.Number(saved.State.HeldSince);
        writer.Instant(saved.Since);
        writer.Flag(saved.Holds);
    }

    // Null for a rule of a kind that this version does not know: the objective cannot have it now, and its counts are needed all the same.
    private static SavedRule? ReadRule(ref StateReader reader)
    {
        var condition = reader.Text();
        AlertRuleBasis? basis = AlertRuleKind.All.SelectMany(kind => kind.Bases).FirstOrDefault(one => one.Condition.Key == condition);
        AlertSeverity severity = reader.Word<AlertSeverity>();
        var texts = new (string Key, string Text)[reader.Length()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = (reader.Text(), reader.Text());
        }

        RuleState state = new(reader.Word<AlertState>(), reader.Number(), reader.Number(), reader.Number());
        DateTimeOffset since = reader.Instant();
        var holds = reader.Flag();
        return basis is not null && ValuesOf(basis, texts) is { } values
            ? new(new AlertRuleDefinition(basis, severity, values), state, since, holds)
            : null;
    }

    // Null if one of them is not known.
    private static KeyValuePair<AlertRuleArgument, object>[]? ValuesOf(AlertRuleBasis basis, (string Key, string Text)[] texts)
    {
        AlertRuleArgument[] arguments = [basis.Condition, .. basis.Arguments];
        List<KeyValuePair<AlertRuleArgument, object>> values = [];
        foreach ((string key, string text) in texts)
        {
            if (Array.Find(arguments, one => one.Key == key) is not { } argument)
            {
                return null;
            }

            values.Add(argument.TryParse(text, out var value) ? new(argument, value) : throw StateReader.Broken());
        }

        return Array.Exists(arguments, argument => argument.IsRequired && !values.Exists(value => value.Key == argument))
            ? throw StateReader.Broken()
            : [.. values];
    }

    private static SavedIncident ReadIncident(ref StateReader reader, SavedRule?[] rules)
    {
        DateTimeOffset started = reader.Instant();
        var isOver = reader.Flag();
        DateTimeOffset ended = reader.Instant();
        var index = reader.Number();
        SavedRule? causing = index >= 0 && index < rules.Length ? rules[index] : null;
        var cause = causing is null ? -1 : rules.OfType<SavedRule>().ToList().FindIndex(rule => ReferenceEquals(rule, causing));
        HistoryCounts before = ReadCounts(ref reader);
        var isCounted = reader.Flag();
        HistoryCounts after = ReadCounts(ref reader);
        return new(started, isOver ? ended : null, cause, before, isCounted ? after : null);
    }

    private static void Write(StateWriter writer, HistoryCounts counts)
    {
        writer.Counts(counts.Events);
        writer.Counts(counts.Budget);
    }

    private static HistoryCounts ReadCounts(ref StateReader reader) => new(reader.Counts(), reader.Counts());
}
