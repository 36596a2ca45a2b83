using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Api;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary>Reports and suggestions take turns.</summary>
public sealed class ReplayTurnTests
{
    [Fact]
    public async Task Answer_WhileAnotherIsMade_IsRefused_AndMadeAfterwards()
    {
        using SloRegistry registry = new();
        ReplayTurn turn = new();
        TaskCompletionSource<int> first = new();
        List<int> written = [];
        Task running = turn.RunAsync(Context(), registry, (_, _) => first.Task, Write);

        DefaultHttpContext refused = Context();
        await turn.RunAsync(refused, registry, (_, _) => Task.FromResult(2), Write);
        first.SetResult(1);
        await running;
        await turn.RunAsync(Context(), registry, (_, _) => Task.FromResult(3), Write);

        Assert.Equal([1, 3], written);
        Assert.Equal((StatusCodes.Status503ServiceUnavailable, "5"), (refused.Response.StatusCode, refused.Response.Headers.RetryAfter.ToString()));

        Task Write(int answer)
        {
            written.Add(answer);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Answer_ThatFails_EndsItsTurn()
    {
        using SloRegistry registry = new();
        ReplayTurn turn = new();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => turn.RunAsync(Context(), registry, (_, _) => Task.FromException<int>(new InvalidOperationException()), _ => Task.CompletedTask));

        DefaultHttpContext next = Context();
        await turn.RunAsync(next, registry, (_, _) => Task.FromResult(1), _ => Task.CompletedTask);

        Assert.Equal(StatusCodes.Status200OK, next.Response.StatusCode);
    }

    // A report is being made: suggestions of the same app are refused.
    [Fact]
    public async Task Suggestions_WhileAReportIsMade_AreRefused()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(TestObjectives.AllAnd(), app => app.MapSloApi().AllowAnonymous());
        TaskCompletionSource<int> report = new();
        Task running = app.Services.GetRequiredService<ReplayTurn>().RunAsync(Context(), app.Registry, (_, _) => report.Task, _ => Task.CompletedTask);
        HttpStatusCode? refused = await app.GetAsync("/slo/api/v1/suggestions");
        report.SetResult(1);
        await running;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused);
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/slo/api/v1/suggestions"));
    }

    private static DefaultHttpContext Context() => new() { Response = { Body = new MemoryStream() } };
}
