using FsCheck;
using FsCheck.Fluent;

namespace Slo.Testing;

/// <summary>Texts of hostile parts: from nothing to some of the parts in a row, and fewer characters where fewer break a property.</summary>
public static class HostileTexts
{
    private static readonly string[] Parts =
    [
        "\r\n", "\n", "\r", "\t", "\0", "\u0085", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\ufeff", "\u00ad",
        "\u001b[31m", "\ud800", "\udc00", "\udb40\udc41", "👨‍👩‍👧", "💥", "é", "e\u0301", new string('\u0301', 50), "a", "Z", "0", " ", ".", "-", "'", "\"", "{", "}", "<", ">",
        "/", "//", "\\", ":", "@", "?", "#", "%", "%00", "%zz", "[", "]", "[::1]", "[fe80::1%eth0]", "localhost", "127.0.0.1", "a..b", "xn--", "ß", "中", "http:", "https://", "file://",
        "http://a:b@", "https://[", "https://a:99999999", "mailto:", "data:", "javascript:", new string('y', 3000),
    ];

    public static readonly Gen<ShownText> Any =
        from count in Gen.Choose(0, 7)
        from parts in Gen.Elements(Parts).ArrayOf(count)
        select new ShownText(string.Concat(parts));

    public static Arbitrary<ShownText> Text() => Arb.From(Any, Shrink);

    public static IEnumerable<ShownText> Shrink(ShownText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Fewer.Of(text.Value.ToCharArray()).Select(characters => new ShownText(new string(characters)));
    }
}
