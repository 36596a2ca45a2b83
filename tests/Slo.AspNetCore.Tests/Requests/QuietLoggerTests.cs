using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class QuietLoggerTests
{
    [Fact]
    public async Task Logger_ThatThrows_CostsNobodyTheRequest()
    {
        await using KestrelApp app = await KestrelApp.StartAsync(
            options => options.AddHttp("all", http => http.Judge(_ => throw new InvalidOperationException())),
            app => app.MapGet("/ok", () => "ok").WithSlo("nowhere"),
            builder =>
            {
                using FullDiskLogger logger = new();
                builder.Logging.AddProvider(logger);
            });

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/ok"));
        Assert.Equal((1, 0, 0), await app.CountsAsync("all"));
    }
}
