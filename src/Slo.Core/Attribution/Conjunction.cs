using System.Numerics;

namespace Slo.Attribution;

/// <summary>Values that an event has all of.</summary>
/// <param name="Pattern">Their numbers, a byte for each dimension.</param>
/// <param name="Mask">The bytes that are set.</param>
internal readonly record struct Conjunction(ulong Pattern, ulong Mask)
{
    internal int Length => BitOperations.PopCount(Mask) / 8;

    internal bool Uses(int dimension) => (Mask & (0xFFUL << (dimension * 8))) != 0;

    internal bool Has(ValueSet values) => values.Matches(Pattern, Mask);

    internal Conjunction And(int dimension, byte number) =>
        new(Pattern | ((ulong)number << (dimension * 8)), Mask | (0xFFUL << (dimension * 8)));

    internal Conjunction Without(int dimension) =>
        new(Pattern & ~(0xFFUL << (dimension * 8)), Mask & ~(0xFFUL << (dimension * 8)));

    internal IEnumerable<(int Dimension, byte Number)> Parts()
    {
        for (var dimension = 0; dimension < ValueSet.Dimensions; dimension++)
        {
            if (Uses(dimension))
            {
                yield return (dimension, (byte)(Pattern >> (dimension * 8)));
            }
        }
    }
}
