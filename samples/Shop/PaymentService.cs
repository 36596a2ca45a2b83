using System.Globalization;

namespace Shop;

/// <summary>The payment provider: another service on another port, with faults of its own, which the shop calls over HTTP.</summary>
internal static class PaymentService
{
    internal static WebApplication Build(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        WebApplication app = builder.Build();
        var errorShare = 0.0;
        app.MapPost("/payments", (Payment payment) => Faults.Hits(Volatile.Read(ref errorShare))
            ? Results.StatusCode(StatusCodes.Status502BadGateway)
            : Results.Ok(payment));
        app.MapPut("/error-share/{share:double}", (double share) => Volatile.Write(ref errorShare, share));
        return app;
    }
}
