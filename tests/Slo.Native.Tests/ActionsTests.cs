using Slo.Testing;
using Xunit;

namespace Slo.Native.Tests;

/// <summary>The packages that act, as native code: Kubernetes, YARP, features and chaos need no reflection of ours.</summary>
public sealed class ActionsTests
{
    [Fact]
    public async Task ActionsFeaturesAndChaos_AsNativeCode_WorkAsWithARuntime()
    {
        var said = await ServerProcess.RunAsync(await NativeProgram.ProbeAsync());

        Assert.Equal(
            [
                "before: feature True",
                "chaos: started True , injected True",
                "istio: weights shop/stable 90, shop/canary 10 -> shop/stable 100, shop/canary 0",
                "yarp: weight 10 -> 0",
                "burning: feature False, injected False",
                "after: istio weights shop/stable 100, shop/canary 0 -> shop/stable 90, shop/canary 10, yarp weight 0 -> 10",
            ],
            said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
