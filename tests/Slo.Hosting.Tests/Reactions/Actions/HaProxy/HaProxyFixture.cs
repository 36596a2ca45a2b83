using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Reactions.Actions.HaProxy;

/// <summary>One HAProxy for the tests of a class.</summary>
public sealed class HaProxyFixture : IAsyncLifetime
{
    public static string? MissingReason => HaProxyServer.MissingReason;

    public HaProxyServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (MissingReason is null)
        {
            Server = await HaProxyServer.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
