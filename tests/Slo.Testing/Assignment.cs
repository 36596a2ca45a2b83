using FsCheck;
using FsCheck.Fluent;

namespace Slo.Testing;

/// <summary>One line of a script that fills options: the option, its text if it takes one, and the key of it if it has one.</summary>
public sealed record Assignment(string Option, ShownText? Text = null, ShownText? Key = null)
{
    /// <summary>Of an option whose value has no text.</summary>
    public static Gen<Assignment> Of(string option) => Gen.Constant(new Assignment(option));

    /// <summary>Of an option that is null or any text.</summary>
    public static Gen<Assignment> Texts(string option) => Maybe.Select(text => new Assignment(option, text));

    /// <summary>Of a pair with any key, and null or any text as its value.</summary>
    public static Gen<Assignment> Pairs(string option) =>
        from key in HostileTexts.Any
        from text in Maybe
        select new Assignment(option, text, key);

    /// <summary>Up to so many lines; a failure has the fewest lines, with the shortest texts, that still break a property.</summary>
    public static Arbitrary<Assignment[]> Script(Gen<Assignment> lines, int maximum) =>
        Arb.From(Gen.Choose(0, maximum).SelectMany(count => lines.ArrayOf(count)), script => Fewer.Of(script, Simpler));

    public override string ToString() => Key is null ? $"{Option} = {Text?.ToString() ?? "null"}" : $"{Option}[{Key}] = {Text?.ToString() ?? "null"}";

    private static readonly Gen<ShownText?> Maybe = Gen.OneOf(Gen.Constant<ShownText?>(null), HostileTexts.Any.Select(text => (ShownText?)text));

    private static IEnumerable<Assignment> Simpler(Assignment line) =>
    [
        .. line.Text is null ? [] : HostileTexts.Shrink(line.Text).Select(text => line with { Text = text }),
        .. line.Key is null ? [] : HostileTexts.Shrink(line.Key).Select(key => line with { Key = key }),
    ];
}
