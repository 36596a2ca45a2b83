using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slo.AspNetCore.Shedding;

/// <summary>Writes the header with the state of error budgets.</summary>
/// <param name="gate">The gates of the default set. They determine whether the fleet or this instance is shown.</param>
/// <param name="parts">The objectives, and the callers that may see them.</param>
/// <param name="logger">A logger that does not block.</param>
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

    /// <summary>A response that has not started yet.</summary>
    internal sealed record Response(BudgetHeader Header, HttpContext Context)
    {
        // The predicate is code of the app; its exceptions must not break the response.
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
