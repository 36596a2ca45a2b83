using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Slo.AspNetCore.Requests;
using Slo.Shared.Reporting;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Coverage;

/// <summary>A request that feeds no objective is an error where the same request would be bad for one, whether routing comes first or
/// not.</summary>
public sealed class UncoveredErrorsTests : IDisposable
{
    private static readonly bool[] Both = [false, true];

    private readonly SemaphoreSlim _arrived = new(0);

    public static MatrixTheoryData<int, bool, bool, bool> GrpcCalls { get; } = new([0, 1, 2, 4, 5, 12, 13, 14, 15], Both, Both, Both);

    public static MatrixTheoryData<string, bool, HttpProtocols> Aborts { get; } =
        new(["status", "exception"], Both, [HttpProtocols.Http1, HttpProtocols.Http2]);

    public static MatrixTheoryData<string, bool, bool> Ends { get; } =
        new(["good", "rejected", "failed", "thrown", "cancelled", "closed", "aborted", "timed out", "rejected in time"], Both, Both);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _arrived.Dispose();

    [Theory]
    [MemberData(nameof(GrpcCalls))]
    public async Task GrpcCall_IsAnErrorByItsStatus(int status, bool isTrailer, bool isAsynchronous, bool useSlo)
    {
        await using KestrelApp app = await StartAsync(
            async context =>
            {
                context.Response.ContentType = "application/grpc";
                if (!isTrailer)
                {
                    context.Response.Headers["grpc-status"] = $"{status}";
                }

                if (isAsynchronous)
                {
                    await Task.Yield();
                }

                await context.Response.StartAsync(Cancel);
                if (isTrailer)
                {
                    context.Response.AppendTrailer("grpc-status", $"{status}");
                }
            },
            useSlo, HttpProtocols.Http2);
        foreach (var path in (string[])["/covered", "/uncovered"])
        {
            app.WillSend();
            using HttpRequestMessage call = app.NewGrpcCall(path);
            using HttpResponseMessage response = await app.Client.SendAsync(call, Cancel);
        }

        await AssertSameAsync(app, status is 2 or 4 or 12 or 13 or 14 or 15);
    }

    // What a handler writes after its client has left comes of that.
    [Theory]
    [MemberData(nameof(Aborts))]
    public async Task ClientThatLeft_IsNoErrorOfTheServer(string end, bool useSlo, HttpProtocols protocols)
    {
        await using KestrelApp app = await StartAsync(
            async context =>
            {
                _arrived.Release();
                TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
                await using CancellationTokenRegistration registration = context.RequestAborted.Register(left.SetResult);
                await left.Task.WaitAsync(Cancel);
                if (end == "exception")
                {
                    context.RequestAborted.ThrowIfCancellationRequested();
                }

                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            },
            useSlo, protocols);
        foreach (var path in (string[])["/covered", "/uncovered"])
        {
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            Task sent = app.SendUntilAsync(HttpMethod.Get, path, patience.Token);
            await _arrived.WaitAsync(Cancel);
            await patience.CancelAsync();
            await sent;
        }

        await AssertSameAsync(app, isError: false);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task OtherEnd_IsAnErrorAsForAnObjective(string end, bool isAsynchronous, bool useSlo)
    {
        await using KestrelApp app = await StartAsync(
            async context =>
            {
                if (isAsynchronous)
                {
                    await Task.Yield();
                }

                await EndAsync(context, end);
            },
            useSlo);
        await app.GetAsync("/covered");
        await app.GetAsync("/uncovered");

        await AssertSameAsync(app, end is not ("good" or "rejected"));
    }

    private static async Task EndAsync(HttpContext context, string end)
    {
        switch (end)
        {
            case "rejected":
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
            case "failed":
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case "thrown":
                throw new InvalidOperationException();
            case "cancelled":
                throw new OperationCanceledException();
            case "closed":
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                break;
            case "aborted":
                context.Abort();
                break;
            case "timed out" or "rejected in time":
                using (CancellationTokenSource timeOut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted))
                {
                    context.RequestAborted = timeOut.Token;
                    await timeOut.CancelAsync();
                    context.Response.StatusCode = end == "timed out" ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status429TooManyRequests;
                }

                break;
        }
    }

    private static async Task AssertSameAsync(KestrelApp app, bool isError)
    {
        // A client that leaves does not see when its request ends.
        RequestCounting counting = app.Services.GetRequiredService<RequestCounting>();
        await Eventually.TrueAsync(() => counting.Coverage.Report is { Covered: > 0, Routes.Count: > 0 }, "both requests are counted");
        (_, var bad, _) = await app.CountsAsync("covered");
        CoverageReport report = counting.Coverage.Report;
        RouteReport route = Assert.Single(report.Routes);
        Assert.Equal((1, "/uncovered", 1), (report.Covered, route.Route, route.Requests));
        Assert.Equal((isError ? 1 : 0, isError ? 1 : 0), (bad, route.Errors));
    }

    private static Task<KestrelApp> StartAsync(RequestDelegate handler, bool useSlo, HttpProtocols protocols = HttpProtocols.Http1) => KestrelApp.StartAsync(
        options => options.AddHttp("covered", http => http.Route("/covered")),
        app =>
        {
            app.Map("/covered", handler);
            app.Map("/uncovered", handler);
        },
        protocols: protocols, useSlo: useSlo);
}
