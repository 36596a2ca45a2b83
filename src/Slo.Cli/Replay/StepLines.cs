using System.Buffers;
using System.Text;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;

namespace Slo.Cli.Replay;

/// <summary>One line of JSON for each step: what every window, the budget and every rule said.</summary>
internal sealed class StepLines : IReplayObserver
{
    /// <summary>The windows that are shown whatever the rules are.</summary>
    internal static readonly TimeSpan[] Usual =
        [new(0, 5, 0), new(0, 30, 0), new(1, 0, 0), new(2, 0, 0), new(6, 0, 0), new(1, 0, 0, 0), new(3, 0, 0, 0)];

    private readonly (TimeSpan Length, JsonEncodedText Name)[] _windows;
    private readonly string[]? _ruleNames;
    private readonly bool _isRolling;
    private readonly TextWriter _output;
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <param name="objective">Whose windows and rules.</param>
    /// <param name="ruleNames">Names for the rules in their order, for the additional member <c>firing</c>; null: no such member.</param>
    /// <param name="output">Where the lines go.</param>
    internal StepLines(SloObjective objective, string[]? ruleNames, TextWriter output)
    {
        if (ruleNames is not null && ruleNames.Length != objective.Rules.Count)
        {
            throw new ToolException(ExitCode.Usage,
                $"--rule-names names {ruleNames.Length} rules, and '{objective.Name}' has {objective.Rules.Count}: "
                + string.Join("; ", objective.Rules));
        }

        _isRolling = objective.Period.IsRolling;
        IEnumerable<TimeSpan> ofRules = objective.BurnRateRules.SelectMany(rule => new[] { rule.LongWindow, rule.ShortWindow });
        IEnumerable<TimeSpan> ofPeriod = _isRolling ? [objective.Period.Length] : [];
        _windows = [.. Usual.Concat(ofRules).Concat(ofPeriod).Distinct().Order().Select(window => (window,
            JsonEncodedText.Encode(SloDuration.Format(window))))];
        _ruleNames = ruleNames;
        _output = output;
    }

    public void Changed(Subject subject, SloAlertTransition transition)
    {
        // Each step has the states of the rules.
    }

    public void Evaluated(long time, long elapsed, Subject subject)
    {
        // Lines are of steps.
    }

    public void Ended()
    {
        // Every line stands for itself.
    }

    public void Stepped(long time, IReadOnlyList<Subject> subjects)
    {
        Subject subject = subjects[0];
        SloStatus status = subject.Status;
        _buffer.ResetWrittenCount();
        using (Utf8JsonWriter json = new(_buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("t", time);
            WriteWindows(json, subject, status);
            json.WriteNumberOrNull("compliance", status.ComplianceRatio);
            json.WriteNumberOrNull("budget_remaining", status.ErrorBudgetRemainingRatio);
            WriteRules(json, status.Alert.Rules);
            json.WriteEndObject();
        }

        _output.WriteLine(Encoding.UTF8.GetString(_buffer.WrittenSpan));
    }

    // A calendar period has no one length, so it is called by its name.
    private void WriteWindows(Utf8JsonWriter json, Subject subject, SloStatus status)
    {
        Span<SloEventCounts> events = stackalloc SloEventCounts[_windows.Length];
        json.WriteStartObject("counts");
        for (var i = 0; i < _windows.Length; i++)
        {
            events[i] = subject.Events(_windows[i].Length);
            WriteCounts(json, _windows[i].Name, events[i]);
        }

        if (!_isRolling)
        {
            WriteCounts(json, JsonEncodedText.Encode("period"), status.Events);
        }

        json.WriteEndObject();
        json.WriteStartObject("ratio");
        for (var i = 0; i < _windows.Length; i++)
        {
            json.WriteNumberOrNull(_windows[i].Name, Ratio(events[i]));
        }

        if (!_isRolling)
        {
            json.WriteNumberOrNull(JsonEncodedText.Encode("period"), Ratio(status.Events));
        }

        json.WriteEndObject();
        WriteBurnRates(json, subject, status);
    }

    private void WriteBurnRates(Utf8JsonWriter json, Subject subject, SloStatus status)
    {
        json.WriteStartObject("burn");
        foreach ((TimeSpan length, JsonEncodedText name) in _windows)
        {
            json.WriteNumberOrNull(name, subject.BurnRate(length));
        }

        if (!_isRolling)
        {
            json.WriteNumberOrNull(JsonEncodedText.Encode("period"), status.PeriodBurnRate);
        }

        json.WriteEndObject();
    }

    private void WriteRules(Utf8JsonWriter json, IReadOnlyList<AlertRuleStatus> rules)
    {
        json.WriteStartArray("rules");
        foreach (AlertRuleStatus status in rules)
        {
            json.WriteStartObject();
            RuleJson.Write(json, status.Rule);
            json.WriteBoolean("firing", status.State == AlertState.Firing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_ruleNames is null)
        {
            return;
        }

        json.WriteStartObject("firing");
        for (var i = 0; i < rules.Count; i++)
        {
            json.WriteBoolean(_ruleNames[i], rules[i].State == AlertState.Firing);
        }

        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, JsonEncodedText name, SloEventCounts events)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(events.Bad);
        json.WriteNumberValue(events.Total);
        json.WriteEndArray();
    }

    private static double? Ratio(SloEventCounts events) => events.Total == 0 ? null : (double)events.Bad / events.Total;
}
