using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Reads one entry of "Rules": exactly one condition, and what goes with it. Generic over the kinds of rules.</summary>
internal static class RuleSectionReader
{
    private static readonly AlertRuleBasis[] Bases = [.. AlertRuleKind.All.SelectMany(kind => kind.Bases)];

    // Arguments that not every condition has, windows first.
    private static readonly AlertRuleArgument[] Particulars =
    [
        .. Bases.SelectMany(basis => basis.Arguments).Distinct().Except(AlertRuleSettings.Arguments)
            .OrderBy(argument => argument.Effect != AlertRuleEffect.OtherRule),
    ];

    internal static readonly SectionKey[] Keys =
    [
        "Severity", .. Bases.Select(basis => basis.Condition.Key), .. Particulars.Select(argument => argument.Key),
        .. AlertRuleSettings.Arguments.Select(argument => argument.Key),
    ];

    internal static void Read(IConfigurationSection section, SloObjectiveBuilder builder)
    {
        SectionReader reader = new(section, finding => builder.AddFinding(finding));
        reader.Check(Keys);
        AlertSeverity severity = reader.Word<AlertSeverity>("Severity") ?? AlertSeverity.Page;
        List<KeyValuePair<AlertRuleArgument, object>> values = [];
        Read(AlertRuleSettings.Arguments);
        if (Basis(reader) is not { } basis)
        {
            return;
        }

        foreach (AlertRuleArgument missing in basis.Arguments.Where(argument => argument.IsRequired && reader.Lacks(argument.Key)))
        {
            reader.Reject(
                SloFindingCodes.Missing, $"a rule with {basis.Condition.Key} requires {missing.Key}, for example {Example(missing)}");
        }

        Read([basis.Condition, .. basis.Arguments.Except(AlertRuleSettings.Arguments)]);
        if (basis.Arguments.Prepend(basis.Condition).All(argument => !argument.IsRequired || values.Exists(value => value.Key == argument)))
        {
            builder.Rule(new AlertRuleDefinition(basis, severity, values));
        }

        void Read(IEnumerable<AlertRuleArgument> arguments) => values.AddRange(
            from argument in arguments
            let value = Value(reader, argument)
            where value is not null
            select KeyValuePair.Create(argument, value));
    }

    private static object? Value(SectionReader reader, AlertRuleArgument argument) => argument.Unit switch
    {
        AlertRuleUnit.Number => reader.Number(argument.Key),
        AlertRuleUnit.Ratio => reader.Number(argument.Key) / 100,
        AlertRuleUnit.Duration => reader.Duration(argument.Key),
        AlertRuleUnit.Count => reader.WholeNumber(argument.Key),
        _ => reader.Word(argument.Key, argument.Words),
    };

    private static string Example(AlertRuleArgument argument) => argument.Unit switch
    {
        AlertRuleUnit.Duration => "1h",
        AlertRuleUnit.Word => argument.Words[0],
        _ => "10",
    };

    /// <summary>The basis of the one condition that is given, or null if there is none or there are several.</summary>
    private static AlertRuleBasis? Basis(SectionReader reader)
    {
        AlertRuleBasis[] given = [.. Bases.Where(basis => reader.Has(basis.Condition.Key))];
        if (given is not [var basis])
        {
            reader.Reject(SloFindingCodes.Exclusive, $"a rule requires exactly one of {Names(Bases, ", ")}"
                + (given.Length == 0 ? "; none is given" : $"; {Names(given, " and ")} are given"));
            return null;
        }

        foreach (AlertRuleArgument argument in Particulars.Except(basis.Arguments))
        {
            if (reader.Text(argument.Key) is not null)
            {
                var conditions = Names(Bases.Where(other => other.Arguments.Contains(argument)), " or ");
                reader.Error(SloFindingCodes.NotAllowedHere, argument.Key,
                    $"goes with {conditions}, not with {basis.Condition.Key}; leave it out");
            }
        }

        return basis;
    }

    private static string Names(IEnumerable<AlertRuleBasis> bases, string between) =>
        string.Join(between, bases.Select(basis => basis.Condition.Key));
}
