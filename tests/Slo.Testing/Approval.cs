namespace Slo.Testing;

/// <summary>Texts that a person approved once, so that every change of them is seen in review.</summary>
public static class Approval
{
    /// <summary>Compares a text with the approved file; where they differ, writes <c>*.received.txt</c> beside it.</summary>
    /// <param name="text">What is there now.</param>
    /// <param name="approved">The approved file, in parts below the root of the repository, ending in <c>.approved.txt</c>.</param>
    /// <returns>Null if they are the same, else what differs and what to do.</returns>
    public static string? Difference(string text, params string[] approved)
    {
        var path = Repository.PathOf(approved);
        var received = path.Replace(".approved.txt", ".received.txt", StringComparison.Ordinal);
        string[] now = Lines(text);
        string[] before = File.Exists(path) ? Lines(File.ReadAllText(path)) : [];
        if (now.SequenceEqual(before))
        {
            File.Delete(received);
            return null;
        }

        File.WriteAllText(received, string.Join('\n', now) + "\n");
        var same = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var sameAtEnd = Math.Min(
            Enumerable.Reverse(before).Zip(Enumerable.Reverse(now)).TakeWhile(pair => pair.First == pair.Second).Count(), Math.Min(before.Length, now.Length) - same);
        return $"{Path.Combine(approved)} differs from line {same + 1}; if the change is meant, move {Path.GetFileName(received)} over it:"
            + string.Concat(before[same..^sameAtEnd].Select(line => $"\n- {line}"))
            + string.Concat(now[same..^sameAtEnd].Select(line => $"\n+ {line}"));
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
