using System.Runtime.CompilerServices;

namespace Slo.Testing;

/// <summary>Runs asynchronous code on the thread that calls it, so that what it allocates can be measured there: without a synchronization
/// context, all continuations run where what they wait for completes.</summary>
public sealed class SingleThread
{
    private readonly Queue<Action> _waiting = new();

    /// <summary>Runs code to its end. It may wait for <see cref="Later"/> only.</summary>
    public void Run(Func<Task> code)
    {
        ArgumentNullException.ThrowIfNull(code);
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Task task = code();
            while (_waiting.TryDequeue(out Action? next))
            {
                next();
            }

            if (!task.IsCompleted)
            {
                throw new InvalidOperationException("The code waits for something else, or went on in another thread.");
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>What code waits for that is to go on later.</summary>
    public Part Later() => new(this);

    /// <summary>A wait that ends when nothing else is left to do.</summary>
    public readonly struct Part : ICriticalNotifyCompletion
    {
        private readonly SingleThread _thread;

        internal Part(SingleThread thread) => _thread = thread;

        /// <summary>Never.</summary>
        public bool IsCompleted => false;

        /// <summary>Itself.</summary>
        public Part GetAwaiter() => this;

        /// <summary>Has no result.</summary>
        public void GetResult()
        {
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation) => _thread._waiting.Enqueue(continuation);

        /// <inheritdoc/>
        public void UnsafeOnCompleted(Action continuation) => _thread._waiting.Enqueue(continuation);
    }
}
