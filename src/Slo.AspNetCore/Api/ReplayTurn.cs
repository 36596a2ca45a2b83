using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>
/// Answers that replay histories, for the objectives that the query parameter <c>slo</c> names: reports and suggestions. They take seconds
/// of a processor, so one at a time is made in an app.
/// </summary>
internal sealed class ReplayTurn
{
    private const string Busy = "Another report, or suggestions, are being made. Try again in some seconds.";

    private readonly ConcurrencyLimit _turn = new(1);

    /// <summary>Builds an answer and writes it, or says why not.</summary>
    /// <param name="context">The request.</param>
    /// <param name="registry">Has the objectives.</param>
    /// <param name="build">Makes the answer, from the names; none: all.</param>
    /// <param name="write">Writes it. The turn is over by then: a client that reads slowly keeps no other one waiting.</param>
    internal async Task RunAsync<T>(
        HttpContext context, SloRegistry registry, Func<string[], CancellationToken, Task<T>> build, Func<T, Task> write)
    {
        string?[] names = [.. context.Request.Query["slo"]];
        if (Array.Exists(names, name => !registry.TryGet(name, out _)))
        {
            await Answers.NoObjective(context).ConfigureAwait(false);
            return;
        }

        if (!_turn.TryEnter())
        {
            context.Response.Headers.RetryAfter = "5";
            await Answers.Problem(context, StatusCodes.Status503ServiceUnavailable, Busy).ConfigureAwait(false);
            return;
        }

        T answer;
        try
        {
            answer = await build(names!, context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            _turn.Exit();
        }

        await write(answer).ConfigureAwait(false);
    }
}
