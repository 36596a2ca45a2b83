namespace Slo.Hosting.Tests.Sources;

/// <summary>A tag value of the app that throws whatever it is asked.</summary>
internal sealed class HostileTag : IFormattable
{
    internal static KeyValuePair<string, object?> Tag { get; } = new("tenant", new HostileTag());

    public override string ToString() => throw Error();

    public string ToString(string? format, IFormatProvider? formatProvider) => throw Error();

    public override bool Equals(object? obj) => throw Error();

    public override int GetHashCode() => throw Error();

    private static InvalidOperationException Error() => new("no tenant");
}
