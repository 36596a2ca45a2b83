using System.Collections.Concurrent;

namespace Slo.Testing;

/// <summary>Runs asynchronous code on the thread that calls it, so that what it allocates can be measured there.</summary>
public sealed class SingleThread : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();

    /// <summary>Runs code, and everything that it awaits and that does not leave this thread, to its end.</summary>
    public static void Run(Func<Task> code)
    {
        ArgumentNullException.ThrowIfNull(code);
        SynchronizationContext? before = Current;
        SingleThread context = new();
        SetSynchronizationContext(context);
        try
        {
            Task task = code();
            while (!task.IsCompleted)
            {
                if (context._queue.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
                {
                    next.Callback(next.State);
                }
                else
                {
                    Thread.Yield();
                }
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => _queue.Enqueue((d, state));
}
