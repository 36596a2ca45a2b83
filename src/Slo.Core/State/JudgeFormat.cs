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
        var rules = new SavedRule[reader.Length()];
        for (var i = 0; i < rules.Length; i++)
        {
            rules[i] = ReadRule(ref reader);
        }

        SavedIncident? incident = reader.Flag() ? ReadIncident(ref reader) : null;
        return new(fingerprint, state, since, isFiring ? severity : null, rules, incident, ReadCounts(ref reader));
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

    private static SavedRule ReadRule(ref StateReader reader)
    {
        var condition = reader.Text();
        AlertRuleBasis basis = AlertRuleKind.All.SelectMany(kind => kind.Bases).FirstOrDefault(one => one.Condition.Key == condition)
            ?? throw new InvalidDataException($"has a rule by '{SloText.OneLine(condition, 61)}', which this version of Slo does not know");
        AlertSeverity severity = reader.Word<AlertSeverity>();
        var values = new KeyValuePair<AlertRuleArgument, object>[reader.Length()];
        for (var i = 0; i < values.Length; i++)
        {
            var key = reader.Text();
            var text = reader.Text();
            AlertRuleArgument? argument = basis.Arguments.Prepend(basis.Condition).FirstOrDefault(one => one.Key == key);
            values[i] = argument is not null && argument.TryParse(text, out var value) ? new(argument, value) : throw StateReader.Broken();
        }

        if (basis.Arguments.Prepend(basis.Condition).Any(argument => argument.IsRequired && !values.Any(value => value.Key == argument)))
        {
            throw StateReader.Broken();
        }

        RuleState state = new(reader.Word<AlertState>(), reader.Number(), reader.Number(), reader.Number());
        return new(new AlertRuleDefinition(basis, severity, values), state, reader.Instant(), reader.Flag());
    }

    private static SavedIncident ReadIncident(ref StateReader reader)
    {
        DateTimeOffset started = reader.Instant();
        var isOver = reader.Flag();
        DateTimeOffset ended = reader.Instant();
        var cause = (int)Math.Clamp(reader.Number(), -1, int.MaxValue);
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
