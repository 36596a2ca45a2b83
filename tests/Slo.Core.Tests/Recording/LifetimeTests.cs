using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class LifetimeTests
{
    [Fact]
    public void Registry_DisposedAndDropped_IsCollected()
    {
        WeakReference[] dropped = UseAndDrop();

        Assert.All(dropped, reference => Assert.True(Garbage.Takes(reference)));
    }

    [Fact]
    public void Tracker_Removed_IsNotKeptByItsRegistry()
    {
        using SloRegistry registry = new(new FakeTimeProvider());
        WeakReference removed = AddRecordRemove(registry);
        registry.Evaluate();

        Assert.True(Garbage.Takes(removed));
    }

    // A chain from each tracker to the next would keep the history of all of them while the first is held.
    [Fact]
    public void Trackers_BetweenAHeldOneAndTheNewest_AreNotKept()
    {
        using SloRegistry registry = new(new FakeTimeProvider());
        SloTracker held = registry.Add(Objectives.Named().Build());
        WeakReference[] between = StartOver(registry, times: 3)[..^1];

        Assert.All(between, reference => Assert.True(Garbage.Takes(reference)));
        held.Record(good: true);
        Assert.Equal(new SloEventCounts(1, 0), registry.Get("checkout").Total);
    }

    [Fact]
    public void LoadContext_WithItsOwnCopyOfTheLibrary_UnloadsAfterUse()
    {
        WeakReference context = UseInACollectibleContext();

        Assert.True(Garbage.Takes(context));
    }

    // The slots remember their threads; a thread remembers its async locals, and so whatever module made them.
    [Fact]
    public void ThreadThatRecorded_WhenDead_IsNotKeptByItsSlot()
    {
        WeakReference local = RecordOnAThreadWithAnAsyncLocal();

        Assert.True(Garbage.Takes(local));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] UseAndDrop()
    {
        using SloRegistry registry = new(new FakeTimeProvider());
        SloTracker tracker = registry.Add(Objectives.Named().Build());
        Threads.Run(2, _ => tracker.Record(good: true));
        registry.Evaluate();
        return [new(registry), new(tracker)];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference AddRecordRemove(SloRegistry registry)
    {
        SloTracker tracker = registry.Add(Objectives.Named().Build());
        tracker.Record(good: true);
        registry.Evaluate();
        registry.Remove("checkout");
        return new WeakReference(tracker);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] StartOver(SloRegistry registry, int times) => [.. Enumerable.Range(1, times).Select(days =>
    {
        registry.Replace([Objectives.Named().Rolling(TimeSpan.FromDays(days)).Build()]);
        registry.Evaluate();
        return new WeakReference(registry.Get("checkout"));
    })];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseInACollectibleContext()
    {
        AssemblyLoadContext context = new("plug-in", isCollectible: true);
        Assembly copy = context.LoadFromAssemblyPath(typeof(SloRegistry).Assembly.Location);
        Type registryType = copy.GetType(typeof(SloRegistry).FullName!)!;
        Assert.NotSame(typeof(SloRegistry), registryType);
        var registry = Activator.CreateInstance(registryType, [null, null, false, "", Enum.ToObject(copy.GetType(typeof(SloScope).FullName!)!, 0), null])!;
        var builder = Activator.CreateInstance(copy.GetType(typeof(SloObjectiveBuilder).FullName!)!, "checkout")!;
        Call(builder, "TargetPercent", 99m);
        var tracker = Call(registry, "Add", Call(builder, "Build")!)!;
        Call(tracker, "Record", true);
        Call(registry, "Evaluate");
        Assert.Equal("checkout: Healthy", Call(tracker, "GetStatus")!.ToString()![..17]);
        Call(registry, "Dispose");
        context.Unload();
        return new WeakReference(context);
    }

    private static object? Call(object target, string method, params object[] arguments) =>
        target.GetType().GetMethod(method, [.. arguments.Select(argument => argument.GetType())])!.Invoke(target, arguments);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RecordOnAThreadWithAnAsyncLocal()
    {
        using SloRegistry registry = new(new FakeTimeProvider());
        SloTracker tracker = registry.Add(Objectives.Named().Build());
        WeakReference? reference = null;
        Thread thread = new(() =>
        {
            object value = new();
            reference = new WeakReference(value);
            new AsyncLocal<object>().Value = value;
            tracker.Record(good: true);
        });

        // Unsafe: with no context handed over, nothing takes the thread's own away at its end.
        thread.UnsafeStart();
        thread.Join();

        return reference!;
    }
}
