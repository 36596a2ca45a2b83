using Slo.Recording;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class RejectedMeasurementsTests
{
    [Fact]
    public void All_ListsEveryReasonWithItsOwnCount()
    {
        RejectedMeasurements rejected = new();
        rejected.Overflow.Increment();
        Threads.Run(4, _ => rejected.NegativeDuration.Increment());

        Assert.Equal(
            [("negative_weight", 0L), ("negative_duration", 4L), ("not_a_number", 0L), ("overflow", 1L)],
            rejected.All);
    }
}
