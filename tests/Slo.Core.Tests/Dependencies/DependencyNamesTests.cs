using System.Reflection;
using Slo.Dependencies;
using Xunit;

namespace Slo.Tests.Dependencies;

public sealed class DependencyNamesTests
{
    // A full table is known without the lock: here, another thread holds it for as long as names are asked for.
    [Fact]
    public async Task Names_OfAFullTable_AreToldWithoutTheLock()
    {
        DependencyNames names = new();
        for (var i = 0; i < SloDependencyStatus.MostDependencies; i++)
        {
            Assert.Equal($"host{i}", names.Of($"host{i}"));
        }

        Assert.Equal(SloDependencyStatus.Other, names.Of("another"));
        var gate = (Lock)typeof(DependencyNames).GetField("_gate", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(names)!;
        TaskCompletionSource isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource isOver = new();
        Task holder = Task.Factory.StartNew(
            () =>
            {
                lock (gate)
                {
                    isHeld.SetResult();
                    isOver.Task.Wait();
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await isHeld.Task;
        try
        {
            var found = Task.Run(() => (names.Of("one-more"), names.Of("HOST7")), TestContext.Current.CancellationToken);
            Assert.Equal((SloDependencyStatus.Other, "host7"), await found.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        }
        finally
        {
            isOver.SetResult();
            await holder;
        }

        // Declared now, it has a place beside the others; and one that has a place by its calls leaves it to another name.
        names.Declare([new("Late"), new("Host9")], []);
        Assert.Equal(("Late", "host9", "another", SloDependencyStatus.Other), (names.Of("late"), names.Of("HOST9"), names.Of("another"), names.Of("one-more")));
    }
}
