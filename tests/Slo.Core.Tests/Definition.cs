using System.Globalization;
using Xunit;

namespace Slo.Tests;

/// <summary>Builds definitions under several cultures at once: what is declared may not depend on where.</summary>
internal static class Definition
{
    private static readonly string[] Cultures = ["", "de-DE", "tr-TR"];

    /// <summary>The same answer under every culture.</summary>
    internal static T InEveryCulture<T>(Func<T> act)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            List<T> answers = [];
            foreach (var culture in Cultures)
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                answers.Add(act());
            }

            Assert.All(answers, answer => Assert.Equal(answers[0], answer));
            return answers[0];
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>All errors of a definition, under every culture the same.</summary>
    internal static IReadOnlyList<SloFinding> Errors(Func<SloObjectiveBuilder, SloObjectiveBuilder> declare, string name = "x") =>
        InEveryCulture(() => Assert.Throws<SloDefinitionException>(() => declare(new SloObjectiveBuilder(name)).Build()).Findings);

    /// <summary>The code and path of the one error of a definition that has a target. It is of the objective, and quotes the value.</summary>
    internal static (string Code, string? Path) Error(Func<SloObjectiveBuilder, SloObjectiveBuilder> declare, string value = "")
    {
        SloFinding error = Assert.Single(Errors(builder => declare(builder.TargetPercent(99.9m))));
        Assert.Equal((SloFindingSeverity.Error, "x"), (error.Severity, error.Objective));
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
        return (error.Code, error.Path);
    }

    /// <summary>An objective named x with a target of 99.9 %, which <paramref name="declare"/> may change. Judged by the events seen, so that a
    /// test need not first observe a whole period.</summary>
    internal static SloObjective Build(Func<SloObjectiveBuilder, SloObjectiveBuilder>? declare = null)
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("x").TargetPercent(99.9m).UnobservedTime(UnobservedTime.Exclude);
        return (declare?.Invoke(builder) ?? builder).Build();
    }
}
