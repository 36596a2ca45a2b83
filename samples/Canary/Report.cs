using System.Globalization;
using System.Text;
using Slo;

namespace Canary;

/// <summary>Writes the measurements of runs to the terminal.</summary>
internal static class Report
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    internal static string NameOf(Way way) => way == Way.Process ? "in the process" : "through Prometheus and Alertmanager";

    internal static string Of(RunResult result, Stage stage, StoryArguments arguments)
    {
        StringBuilder text = new();
        text.AppendLine(Plain, $"  audit trail, from the ledger of the {stage.ReactingName}");
        foreach (AuditEntry entry in result.Audit)
        {
            text.AppendLine(Plain, $"    {entry.At:HH:mm:ss.fff} {entry.Outcome}, {entry.Text}");
        }

        text.AppendLine(Plain, $"  first error to weight 0    {Seconds(result.ToDrained)} (the reaction began after {Seconds(result.ToReaction)})");
        text.AppendLine(Plain, $"  failed requests of users   {result.Users.Failed} of {result.Users.Sent} ({result.Users.FailedRatio:0.00 %})");
        text.AppendLine(Plain, $"  budget of 30 days spent    {result.BudgetSpent:0.000 %}; at this rate of errors all of it in {Exhaustion(arguments)}");
        text.Append(Plain, $"  dashboard                  {stage.Dashboard}");
        return text.ToString();
    }

    /// <summary>The medians of all runs as Markdown, with the smallest and the largest value.</summary>
    internal static string Table(IReadOnlyList<RunResult> results, StoryArguments arguments)
    {
        IGrouping<Way, RunResult>[] ways = [.. results.GroupBy(result => result.Way)];
        StringBuilder text = new();
        text.AppendLine(Plain, $"\n| median of {arguments.Runs} runs (smallest to largest) | {string.Join(" | ", ways.Select(way => NameOf(way.Key)))} |");
        text.AppendLine(Plain, $"| --- |{string.Concat(ways.Select(_ => " ---: |"))}");
        Row("first error to weight 0", result => result.ToDrained?.TotalSeconds, "0.0 s");
        Row("of this, until the reaction began", result => result.ToReaction?.TotalSeconds, "0.0 s");
        Row($"failed requests of users, of {results[0].Users.Sent}", result => result.Users.Failed, "0");
        Row("failed requests of users", result => result.Users.FailedRatio, "0.00 %");
        Row("budget of 30 days spent", result => result.BudgetSpent, "0.000 %");
        return text.ToString();

        void Row(string name, Func<RunResult, double?> value, string format) =>
            text.AppendLine(Plain, $"| {name} | {string.Join(" | ", ways.Select(way => Median([.. way.Select(value)], format)))} |");
    }

    private static string Median(double?[] values, string format)
    {
        double[] known = [.. values.OfType<double>().Order()];
        if (known.Length < values.Length)
        {
            return $"missing in {values.Length - known.Length}";
        }

        var middle = (known[(known.Length - 1) / 2] + known[known.Length / 2]) / 2;
        return $"{Text(middle)} ({Text(known[0])} to {Text(known[^1])})";

        string Text(double value) => value.ToString(format, Plain);
    }

    private static string Seconds(TimeSpan? time) =>
        time is { } known ? string.Create(Plain, $"{known.TotalSeconds:0.00} s") : "not within the load";

    private static string Exhaustion(StoryArguments arguments)
    {
        SloObjective shop = Objectives.OfShop(new SloObjectiveBuilder(Objectives.Shop)).Build();
        var burnRate = arguments.Errors * TrafficSplit.CanaryWeight / 100 / (double)(1 - shop.TargetRatio);
        return string.Create(Plain, $"{TimeSpan.FromDays(30).TotalHours / burnRate:0.0} h");
    }
}
