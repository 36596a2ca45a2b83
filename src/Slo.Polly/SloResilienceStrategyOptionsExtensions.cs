using Polly.Hedging;
using Polly.Retry;
using Slo;

namespace Polly;

/// <summary>Retries and hedging within an error budget.</summary>
public static class SloResilienceStrategyOptionsExtensions
{
    /// <summary>
    /// Retries only while the gate of an objective is open: each call is made once while the dependency burns, because retries would
    /// multiply the load that it cannot carry.
    /// </summary>
    /// <example><code>http.AddStandardResilienceHandler().Configure((options, services) =>
    ///     options.Retry.RequireErrorBudget(services.GetRequiredService&lt;ISloGate&gt;(), "payments"));</code></example>
    /// <typeparam name="TResult">The result of a call.</typeparam>
    /// <param name="options">The options of the strategy; call it after <see cref="RetryStrategyOptions{TResult}.ShouldHandle"/> is
    /// set.</param>
    /// <param name="gate">The gates of the set.</param>
    /// <param name="objective">The objective of the dependency, as this process counts its calls:
    /// <c>AddHttpClient("payments").AddSlo("payments")</c>.</param>
    /// <param name="when">When the gate is closed; default: as declared, see <see cref="ISloGate"/>.</param>
    public static void RequireErrorBudget<TResult>(
        this RetryStrategyOptions<TResult> options, ISloGate gate, string objective, SloGateOptions? when = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentException.ThrowIfNullOrWhiteSpace(objective);
        Func<RetryPredicateArguments<TResult>, ValueTask<bool>> handles = options.ShouldHandle;
        options.ShouldHandle = outcome => gate.IsOpen(objective, when) ? handles(outcome) : ValueTask.FromResult(false);
    }

    /// <summary>
    /// Hedges only while the gate of an objective is open: neither a failure nor a slow answer makes a second call while the dependency
    /// burns.
    /// </summary>
    /// <typeparam name="TResult">The result of a call.</typeparam>
    /// <param name="options">The options of the strategy; call it after what it changes is set:
    /// <see cref="HedgingStrategyOptions{TResult}.ShouldHandle"/>, <see cref="HedgingStrategyOptions{TResult}.Delay"/>,
    /// <see cref="HedgingStrategyOptions{TResult}.DelayGenerator"/>.</param>
    /// <param name="gate">The gates of the set.</param>
    /// <param name="objective">The objective of the dependency, as this process counts its calls.</param>
    /// <param name="when">When the gate is closed; default: as declared, see <see cref="ISloGate"/>.</param>
    public static void RequireErrorBudget<TResult>(
        this HedgingStrategyOptions<TResult> options, ISloGate gate, string objective, SloGateOptions? when = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentException.ThrowIfNullOrWhiteSpace(objective);
        Func<HedgingPredicateArguments<TResult>, ValueTask<bool>> handles = options.ShouldHandle;
        Func<HedgingDelayGeneratorArguments, ValueTask<TimeSpan>>? delays = options.DelayGenerator;
        options.ShouldHandle = outcome => gate.IsOpen(objective, when) ? handles(outcome) : ValueTask.FromResult(false);

        // An infinite delay: only a failure would hedge, which is not handled either.
        options.DelayGenerator = arguments => !gate.IsOpen(objective, when)
            ? ValueTask.FromResult(System.Threading.Timeout.InfiniteTimeSpan)
            : delays?.Invoke(arguments) ?? ValueTask.FromResult(options.Delay);
    }
}
