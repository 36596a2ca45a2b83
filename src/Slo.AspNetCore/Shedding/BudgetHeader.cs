using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Shedding;

/// <summary>The header that says how error budgets stand.</summary>
/// <param name="gate">The gates of the default set, by whose scope it is read.</param>
/// <param name="parts">Who may know of which objectives.</param>
/// <param name="logger">It must not block a request.</param>
internal sealed class BudgetHeader(ISloGate gate, IReadOnlyList<BudgetHeaderMetadata> parts, ILogger logger)
{
    private void AddTo(HttpContext context)
    {
        string[] objectives = [.. parts.Where(part => part.IsFor(context)).SelectMany(part => part.Objectives)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
        SloBudgetSignal[] signals =
            [.. objectives.Select(objective => gate.GetVerdict(objective).Status).OfType<SloStatus>().Select(SloBudgetSignal.Of)];
        if (signals.Length > 0)
        {
            context.Response.Headers[SloBudgetSignal.HeaderName] = string.Join(", ", signals);
        }
    }

    /// <summary>A response that is about to start.</summary>
    internal sealed record Response(BudgetHeader Header, HttpContext Context)
    {
        // The predicate is code of the app; what it throws must not break the response.
        internal Task Add()
        {
            try
            {
                Header.AddTo(Context);
            }
#pragma warning disable CA1031
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Header.Failed(exception);
            }

            return Task.CompletedTask;
        }
    }

    private void Failed(Exception exception) => logger.BudgetHeaderFailed(exception);
}
