using FsCheck.Xunit;
using Slo.Attribution;
using Xunit;

namespace Slo.Tests.Attribution;

public sealed class ValueTableTests
{
    private const int Maximum = 5;

    // Against a dictionary: a known value keeps its number, also when the table is full; a new one beyond the limit has none of its own.
    [Property(MaxTest = 300)]
    public void Numbers_OfAnyValues_AreThoseOfADictionaryWithALimit(byte[] script)
    {
        ValueTable table = new(Maximum);
        Dictionary<string, byte> known = new(StringComparer.Ordinal);
        foreach (var step in script)
        {
            if (step % 16 == 15)
            {
                Free(table, known, step);
                continue;
            }

            // A new string each time: a value is not told by its reference.
            var value = $"value {step % 15}";
            var number = table.NumberOf(value, step);
            if (known.TryGetValue(value, out var before))
            {
                Assert.Equal(before, number);
            }
            else if (known.Count == Maximum)
            {
                Assert.Equal(ValueTable.Other, number);
                Assert.True(table.IsOverfull);
            }
            else
            {
                Assert.DoesNotContain(number, known.Values);
                Assert.InRange(number, ValueTable.First, ValueTable.First + Maximum - 1);
                Assert.Equal((value, (long)step), (table.NameOf(number), table.FirstSeen(number)));
                known.Add(value, number);
            }

            Assert.Equal(known.Count, table.Count);
        }
    }

    [Fact]
    public void Values_ThatAreNone_OrTooLong_HaveTheirOwnNumbers()
    {
        ValueTable table = new(Maximum);

        Assert.Equal((ValueTable.None, ValueTable.None), (table.NumberOf(null, 0), table.NumberOf("", 0)));
        Assert.Equal(ValueTable.Other, table.NumberOf(new('x', ValueTable.LongestValue + 1), 0));
        Assert.Equal(ValueTable.First, table.NumberOf(new('x', ValueTable.LongestValue), 0));
        Assert.False(table.IsOverfull);
    }

    // Half of the table, the values with the fewest events, make room; the others keep their numbers.
    private static void Free(ValueTable table, Dictionary<string, byte> known, byte seed)
    {
        var uses = new int[256];
        foreach (var number in known.Values)
        {
            uses[number] = (number * 7) + (seed * 31 % 11);
        }

        var isFreed = new bool[256];
        table.Free(uses, isFreed);
        var freed = known.Where(pair => isFreed[pair.Value]).ToArray();
        Assert.Equal(Math.Min(known.Count, (Maximum + 1) / 2), freed.Length);
        Assert.Equal(freed.Length, isFreed.Count(one => one));
        Array.ForEach(freed, pair => known.Remove(pair.Key));
        Assert.All(freed, pair => Assert.All(known.Values, kept => Assert.True(uses[kept] >= uses[pair.Value])));
        Assert.False(table.IsOverfull);
    }
}
