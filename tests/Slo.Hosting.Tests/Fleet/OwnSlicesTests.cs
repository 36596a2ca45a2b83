using Slo.Hosting.Fleet;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

public sealed class OwnSlicesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SloObjective _objective = new SloObjectiveBuilder("x").TargetPercent(99).Build();

    [Theory]
    [InlineData(0, 60, 60, 60)]
    [InlineData(0, 60, 10, 10)]
    [InlineData(0, 3600, 600, 600)]
    [InlineData(30, 60, 30, 30)]
    public void Window_HasWhatEndedInIt(int skipped, int end, int length, long expected)
    {
        OwnSlices slices = new();
        for (var i = skipped; i < end; i++)
        {
            slices.Add([
                new(Start.AddSeconds(i), Start.AddSeconds(i + 1), [new("x", _objective.CountingKey, new(1, 0)), new("x", "another", new(9, 9))]),
            ]);
        }

        Assert.Equal(new SloEventCounts(expected, 0), slices.Window(Start.AddSeconds(end), TimeSpan.FromSeconds(length), _objective));
    }
}
