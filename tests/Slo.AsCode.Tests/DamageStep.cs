using System.Text;

namespace Slo.Tests;

/// <summary>One change of a text. Its place counts round the text, so that it has one in a text of any length.</summary>
public sealed record DamageStep(DamageKind Kind, int At, int Length = 0, char Strange = ' ', int From = 0)
{
    public void Apply(StringBuilder damaged, string whole)
    {
        if (damaged.Length == 0)
        {
            return;
        }

        var at = At % damaged.Length;
        _ = Kind switch
        {
            DamageKind.Remove => damaged.Remove(at, Math.Min(Length, damaged.Length - at)),
            DamageKind.Insert => damaged.Insert(at, Strange),
            DamageKind.DropWord => Drop(damaged, at),
            _ => damaged.Insert(at, whole.AsSpan(From % (whole.Length / 2), Length)),
        };
    }

    public override string ToString() => Kind switch
    {
        DamageKind.Insert => $"insert U+{(int)Strange:X4} at {At}",
        DamageKind.DropWord => $"drop the word at {At}",
        DamageKind.Remove => $"remove {Length} at {At}",
        _ => $"copy {Length} from {From} to {At}",
    };

    // A whole word away, as people forget a field.
    private static StringBuilder Drop(StringBuilder text, int at)
    {
        var all = text.ToString();
        var from = all.LastIndexOfAny([' ', '\n', '{', ','], at) + 1;
        var to = all.IndexOfAny([' ', '\n', '}', ','], at);
        return to > from ? text.Remove(from, to - from) : text;
    }
}
