using Xunit;

namespace Slo.Hosting.Tests.Reactions.Actions.HaProxy;

/// <summary>What stands in the place of HAProxy and does not do as it should.</summary>
public sealed class HaProxyFailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Unknown to who calls: its token was cancelled. A check finds nothing wrong.
    [Fact]
    public async Task Call_OfAProcessThatAcceptsAndNeverAnswers_EndsWithItsToken()
    {
        TaskCompletionSource never = new();
        using RuntimeApiStub stub = new((_, _) => never.Task);
        HaProxyAction action = Action(stub);
        using CancellationTokenSource limit = new(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => action.PrepareAsync(ActionRequests.Of(), limit.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => action.ApplyAsync(ActionRequests.Of("10"), limit.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => action.UndoAsync(ActionRequests.Of("10"), limit.Token));
        Assert.Null(await action.CheckAsync(limit.Token));
        Assert.DoesNotContain(stub.Commands, command => command.StartsWith("set", StringComparison.Ordinal));
        never.SetResult();
    }

    // It may have been done: neither a failure nor something that was certainly not done.
    [Fact]
    public async Task Change_ThatIsNotAnswered_HasAnUnknownResult()
    {
        using RuntimeApiStub stub = new((command, stream) =>
            command.StartsWith("show", StringComparison.Ordinal) ? RuntimeApiStub.SayAsync(stream, RuntimeApiStub.Servers) : Task.CompletedTask);

        await Assert.ThrowsAsync<IOException>(() => Action(stub).ApplyAsync(ActionRequests.Of("10"), Cancel));

        Assert.Equal("set server shop/canary weight 0", stub.Commands[^1]);
    }

    [Fact]
    public async Task Reading_ThatIsNotAnswered_IsRetried()
    {
        using RuntimeApiStub stub = new((_, _) => Task.CompletedTask);

        SloReactionResult result = await Action(stub).ApplyAsync(ActionRequests.Of("10"), Cancel);

        Assert.Equal((SloReactionOutcome.Retry, "no answer"), (result.Outcome, result.Text));
        Assert.DoesNotContain(stub.Commands, command => command.StartsWith("set", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_OfSomethingElse_FailsAndIsAProblemOfTheAddress()
    {
        using RuntimeApiStub stub = new((_, stream) => RuntimeApiStub.SayAsync(stream, "HTTP/1.1 400 Bad Request\r\n\r\n"));

        SloReactionResult result = await Action(stub).ApplyAsync(ActionRequests.Of("10"), Cancel);

        Assert.Equal(SloReactionOutcome.Failed, result.Outcome);
        Assert.Equal($"Address '{stub.Address}': {result.Text}", await Action(stub).CheckAsync(Cancel));
        Assert.StartsWith("does not answer like HAProxy: HTTP/1.1 400 Bad Request", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WithoutEnd_IsReadToALimit()
    {
        long sent = 0;
        using RuntimeApiStub stub = new(async (_, stream) =>
        {
            var block = new byte[64 * 1024];
            while (true)
            {
                await stream.WriteAsync(block);
                sent += block.Length;
            }
        });

        SloReactionResult result = await Action(stub).ApplyAsync(ActionRequests.Of("10"), Cancel);

        Assert.Equal((SloReactionOutcome.Failed, "answered with more than 4 MB"), (result.Outcome, result.Text));
        Assert.InRange(sent, 4 * 1024 * 1024, 64 * 1024 * 1024);
    }

    [Theory]
    [InlineData("Server", "canary; disable server shop/stable")]
    [InlineData("Server", "canary\nshutdown sessions server shop/stable")]
    [InlineData("Server", "can ary")]
    [InlineData("Server", "canary/stable")]
    [InlineData("Server", "#1")]
    [InlineData("Server", "canarÿ")]
    [InlineData("Backend", "shop/canary weight 0;")]
    [InlineData("Backend", "shop\r")]
    public void Name_ThatCouldBeACommand_IsAFault(string key, string name)
    {
        HaProxyAction action = new()
        {
            Address = new Uri("unix:///run/haproxy.sock"),
            Backend = key == "Backend" ? name : "shop",
            Server = key == "Server" ? name : "canary",
            Weight = "0",
        };

        var fault = Assert.Single(action.GetFaults());
        Assert.StartsWith($"{key} '{SloText.OneLine(name)}': must consist of letters", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Address: is missing")]
    [InlineData("/run/haproxy.sock", "Address '")]
    [InlineData("http://127.0.0.1:9999", "Address '")]
    [InlineData("tcp://127.0.0.1", "Address '")]
    [InlineData("tcp://127.0.0.1:9999/stats", "Address '")]
    [InlineData("unix://run/haproxy.sock", "Address '")]
    [InlineData("tcp://user@127.0.0.1:9999", "Address: has more")]
    public void Address_ThatLeadsToNoRuntimeApi_IsAFault(string? address, string start)
    {
        HaProxyAction action = new() { Address = address is null ? null : new Uri(address), Backend = "shop", Server = "canary", Weight = "0" };

        var fault = Assert.Single(action.GetFaults());
        Assert.StartsWith(start, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", null, null)]
    [InlineData("256", null, null)]
    [InlineData("100%", null, null)]
    [InlineData(null, "drain", null)]
    [InlineData(null, null, "Weight: is missing")]
    [InlineData("0", "drain", "Weight: cannot be set together with State")]
    [InlineData("257", null, "Weight '257': must be from 0 to 256, or from 0% to 100%")]
    [InlineData("101%", null, "Weight '101%': must be")]
    [InlineData("-1", null, "Weight '-1': must be")]
    [InlineData("%", null, "Weight '%': must be")]
    [InlineData("1.5", null, "Weight '1.5': must be")]
    [InlineData(null, "Drain", "State 'Drain': must be one of ready, drain, maint")]
    public void Value_OutsideOfWhatHaProxyTakes_IsAFault(string? weight, string? state, string? start)
    {
        HaProxyAction action = new() { Address = new Uri("tcp://lb.example.com:9999"), Backend = "shop", Server = "canary", Weight = weight, State = state };

        Assert.Equal(start is null ? 0 : 1, action.GetFaults().Count());
        Assert.StartsWith(start ?? "", action.GetFaults().SingleOrDefault() ?? "", StringComparison.Ordinal);
    }

    // The two addresses name the same HAProxy; this is known without a call.
    [Theory]
    [InlineData("unix:///run/haproxy.sock", "unix:/run/haproxy.sock", true)]
    [InlineData("unix:///run/haproxy.sock", "unix:///run/./x/..//haproxy.sock", true)]
    [InlineData("unix:///run/haproxy.sock", "unix:///run/haproxy2.sock", false)]
    [InlineData("unix:///LINK/haproxy.sock", "unix:///FOLDER/haproxy.sock", true)]
    [InlineData("unix:///HERE/haproxy.sock", "unix:haproxy.sock", true)]
    [InlineData("tcp://LocalHost:9999", "tcp://127.0.0.1:9999/", true)]
    [InlineData("tcp://lb.example.com:9999", "tcp://LB.example.com:9999", true)]
    [InlineData("tcp://127.0.0.1:9999", "tcp://127.0.0.1:9998", false)]
    [InlineData("tcp://127.0.0.1:9999", "tcp://127.0.0.2:9999", false)]
    public void Resource_OfOneHaProxy_IsTheSameHoweverItIsWritten(string one, string other, bool isSame)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-haproxy-place-");
        DirectoryInfo real = folder.CreateSubdirectory("run");
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "var-run"), real.FullName);

        Assert.Equal(isSame, Of(one).Equals(Of(other), StringComparison.OrdinalIgnoreCase));
        folder.Delete(recursive: true);

        string Of(string address) => new HaProxyAction
        {
            Address = new Uri(address.Replace("/LINK", $"{folder.FullName}/var-run", StringComparison.Ordinal)
                .Replace("/FOLDER", real.FullName, StringComparison.Ordinal)
                .Replace("/HERE", Directory.GetCurrentDirectory(), StringComparison.Ordinal)),
            Backend = "shop",
            Server = "canary",
        }.Resource;
    }

    [Fact]
    public void Resource_WithoutAnAddress_IsNoException() =>
        Assert.Equal("haproxy shop/canary at ", new HaProxyAction { Backend = "shop", Server = "canary" }.Resource);

    [Fact]
    public void Action_SaysWhatItDoesAndWhatItChanges()
    {
        HaProxyAction action = new() { Address = new Uri("unix:///run/haproxy.sock"), Backend = "shop", Server = "canary", Weight = "0" };

        Assert.Equal("set the weight of shop/canary to 0", action.ToString());
        Assert.Equal("haproxy shop/canary at unix:///run/haproxy.sock", action.Resource);
        Assert.True(action is { IsIdempotent: true, CanUndo: true });
    }

    private static HaProxyAction Action(RuntimeApiStub stub) => new() { Address = stub.Address, Backend = "shop", Server = "canary", Weight = "0" };
}
