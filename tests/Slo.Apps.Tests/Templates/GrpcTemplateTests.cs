using System.Net;
using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Slo.Apps.Tests.Greet;
using Xunit;

namespace Slo.Apps.Tests.Templates;

/// <summary><c>dotnet new grpc</c> and the client of its service.</summary>
public sealed class GrpcTemplateTests
{
    private static string Version => typeof(Grpc.AspNetCore.Server.GrpcServiceOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_AreCountedByTheirStatus()
    {
        await using TemplateApp app = await TemplateApp.StartAsync("grpc", change: Change, version: HttpVersion.Version20);
        using GrpcChannel channel = GrpcChannel.ForAddress(app.Client.BaseAddress!);
        Greeter.GreeterClient greeter = new(channel);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("Hello me", (await greeter.SayHelloAsync(new HelloRequest { Name = "me" }, cancellationToken: Cancel)).Message);
        }

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => greeter.SayHelloAsync(new HelloRequest { Name = "fail" }, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => greeter.SayHelloAsync(new HelloRequest { Name = "refuse" }, cancellationToken: Cancel).ResponseAsync);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);

        await app.ExpectAsync("availability", good: 21, bad: 1);
    }

    // The template's own version of the package may not be there, and its service never fails.
    private static void Change(Func<string, string> pathOf)
    {
        TemplateApp.Replace(pathOf("Made.csproj"), "Version=\"2.64.0\"", $"Version=\"{Version}\"");
        TemplateApp.Replace(pathOf("Services/GreeterService.cs"), "return Task.FromResult(", """
            if (request.Name is "fail" or "refuse")
                    {
                        throw new RpcException(new Status(request.Name == "fail" ? StatusCode.Unavailable : StatusCode.InvalidArgument, request.Name));
                    }

                    return Task.FromResult(
            """);
    }
}
