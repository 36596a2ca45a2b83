using Polly.Hedging;
using Polly.Retry;
using Slo;

namespace Polly;

/// <summary>Turns off retries and hedging while the error budget of a dependency burns.</summary>
public static class SloResilienceStrategyOptionsExtensions
{
    /// <summary>
    /// Retries only while the gate of an objective is open. While it is closed, each call is made once, because retries would increase the
    /// load of a dependency that is already failing.
    /// </summary>
    /// <example><code>http.AddStandardResilienceHandler().Configure((options, services) =>
    ///     options.Retry.RequireErrorBudget(services.GetRequiredService&lt;ISloGate&gt;(), "payments"));</code></example>
    /// <typeparam name="TResult">The result of a call.</typeparam>
    /// <param name="options">The options of the strategy. Set <see cref="RetryStrategyOptions{TResult}.ShouldHandle"/> before the
    /// call.</param>
    /// <param name="gate">The gates of the set.</param>
    /// <param name="objective">The name of the objective that counts the calls to the dependency, for example by
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
    /// Hedges only while the gate of an objective is open. While it is closed, neither a failure nor a slow answer causes a second call.
    /// </summary>
    /// <typeparam name="TResult">The result of a call.</typeparam>
    /// <param name="options">The options of the strategy. Set <see cref="HedgingStrategyOptions{TResult}.ShouldHandle"/> and
    /// <see cref="HedgingStrategyOptions{TResult}.DelayGenerator"/> before the call.</param>
    /// <param name="gate">The gates of the set.</param>
    /// <param name="objective">The name of the objective that counts the calls to the dependency.</param>
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

        // With an infinite delay only a failure starts another call, and failures are not handled while the gate is closed.
        options.DelayGenerator = arguments => !gate.IsOpen(objective, when)
            ? ValueTask.FromResult(System.Threading.Timeout.InfiniteTimeSpan)
            : delays?.Invoke(arguments) ?? ValueTask.FromResult(options.Delay);
    }
}
