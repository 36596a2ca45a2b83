namespace Slo.Attribution;

/// <summary>The values of an event: for each dimension the number of its value in the <see cref="ValueTable"/>, or 0. The last byte has the
/// length of its request id (<see cref="RequestIds"/>).</summary>
internal readonly record struct ValueSet(ulong Packed)
{
    internal const int Dimensions = 7;

    /// <summary>0: the event has a trace, or neither.</summary>
    internal byte RequestIdLength => this[Dimensions];

    internal byte this[int dimension] => (byte)(Packed >> (dimension * 8));

    internal ValueSet With(int dimension, byte value) =>
        new((Packed & ~(0xFFUL << (dimension * 8))) | ((ulong)value << (dimension * 8)));

    /// <summary>Whether it has all values of a pattern; 0 in the pattern is any.</summary>
    /// <param name="pattern">The values.</param>
    /// <param name="mask">Their bytes set.</param>
    internal bool Matches(ulong pattern, ulong mask) => (Packed & mask) == pattern;
}
