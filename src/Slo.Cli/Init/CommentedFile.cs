using System.Text;

namespace Slo.Cli.Init;

/// <summary>OpenSLO with comments for the values that are likely to be changed.</summary>
internal static class CommentedFile
{
    private static readonly (string Line, string Comment)[] Comments =
    [
        ("indicator:", "Where the events come from, and which of them are good."),
        ("timeWindow:", "The period: rolling (30d, 28d, 5m), or calendar months with 1M, isRolling: false and a calendar."),
        ("budgetingMethod:", "Occurrences counts events; Timeslices and RatioTimeslices count slices of time."),
        ("objectives:", "target is a ratio: 0.999 is 99.9 %. What is left of 1 is the error budget."),
    ];

    internal static string Write(IReadOnlyList<SloObjective> objectives, string file)
    {
        StringBuilder text = new();
        var name = file == "-" ? "slos.openslo.yaml" : Path.GetFileName(file);
        text.Append(
            "# Service level objectives as code: OpenSLO v1. Keep this file in git, and change it by review.\n"
            + $"#   slo validate --strict -i {name}        checks it\n"
            + $"#   builder.AddSlo().AddOpenSlo(\"{name}\")  lets the app count, and follow changes\n"
            + $"#   slo generate prometheus -i {name}      makes rules of it for a whole fleet\n"
            + "# Without alertPolicies the default burn-rate rules of the period apply; slo calc shows them.\n");
        HashSet<string> said = [];
        foreach (var line in OpenSloWriter.Write(objectives, out _).TrimEnd('\n').Split('\n'))
        {
            (string Line, string Comment) comment = Comments.FirstOrDefault(
                comment => line.TrimStart().StartsWith(comment.Line, StringComparison.Ordinal));
            if (comment.Line is not null && said.Add(comment.Line))
            {
                text.Append(' ', line.Length - line.TrimStart().Length).Append("# ").Append(comment.Comment).Append('\n');
            }

            text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}
