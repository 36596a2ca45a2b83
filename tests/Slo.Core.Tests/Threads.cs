using System.Collections.Concurrent;

namespace Slo.Tests;

/// <summary>Threads of a test: all behind one gate, none outlives the call, the first failure is the test's.</summary>
internal static class Threads
{
    /// <summary>Runs each body on a new thread; they start together.</summary>
    internal static void Run(params Action[] bodies)
    {
        using Barrier gate = new(bodies.Length);
        ConcurrentQueue<Exception> failures = new();
        Thread[] threads = [.. bodies.Select(body => new Thread(() =>
        {
            gate.SignalAndWait();
            try
            {
                body();
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
            }
        }))];

        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        if (!failures.IsEmpty)
        {
            throw new AggregateException(failures);
        }
    }

    /// <summary>Runs the same body on so many threads.</summary>
    internal static void Run(int count, Action<int> body) => Run([.. Enumerable.Range(0, count).Select(i => (Action)(() => body(i)))]);
}
