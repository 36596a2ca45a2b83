using System.Text.Json;
using Slo.Tests.Traces;
using Xunit;

namespace Slo.Tests.ClosedForm;

/// <summary>One arithmetic case of the oracle: inputs, and every expected value to be asked for exactly once.</summary>
internal sealed class ClosedFormCase(JsonElement root)
{
    private readonly HashSet<string> _open = [.. root.GetProperty("expected").EnumerateObject().Select(value => value.Name)];

    internal string Id => root.GetProperty("id").GetString()!;

    internal string Kind => root.GetProperty("kind").GetString()!;

    internal Rational Target => Number("target");

    internal TimeSpan Period => Duration("period");

    internal bool Has(string input) => root.GetProperty("input").TryGetProperty(input, out _);

    internal Rational Number(string input) => Rational.Parse(Text(root.GetProperty("input").GetProperty(input)));

    internal TimeSpan Duration(string input) => OracleWindow.Read(root.GetProperty("input").GetProperty(input).GetString()!);

    internal (long Good, long Total)[] Pairs(string input) =>
        [.. root.GetProperty("input").GetProperty(input).EnumerateArray().Select(pair => (pair[0].GetInt64(), pair[1].GetInt64()))];

    /// <summary>Whether the oracle expects this value at all.</summary>
    internal bool Expects(string name) => _open.Contains(name);

    internal bool ExpectedBoolean(string name) => Take(name).GetBoolean();

    /// <summary>Integers exactly, everything else to a relative 1e-12; null only where null is expected.</summary>
    internal void Equals(string name, double? got)
    {
        JsonElement expected = Take(name);
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Null(got);
            return;
        }

        var exact = Rational.Parse(Text(expected));
        var value = Assert.NotNull(got);
        if (exact.IsInteger)
        {
            Assert.Equal(exact.ToDouble(), value);
        }
        else
        {
            Assert.True(Math.Abs(value - exact.ToDouble()) <= 1e-12 * Math.Abs(exact.ToDouble()), $"{Id}: {name} is {value:R}, expected {Text(expected)}");
        }
    }

    /// <summary>Takes a value that says nothing about the library, or that is compared in another way.</summary>
    internal Rational ExpectedNumber(string name) => Rational.Parse(Text(Take(name)));

    public override string ToString() => Id;

    internal void AssertAllAsked() => Assert.Empty(_open);

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private JsonElement Take(string name)
    {
        Assert.True(_open.Remove(name), $"{Id}: no '{name}' is expected, or it was asked twice");
        return root.GetProperty("expected").GetProperty(name);
    }
}
