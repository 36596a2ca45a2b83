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
        PaymentFaults faults = new(0, 0, 0, 0);
        app.MapPost("/payments", (Payment payment, CancellationToken cancellation) =>
            faults.AnswerAsync(payment, faults.PaymentErrorShare, cancellation));
        app.MapPost("/refunds", (Payment payment, CancellationToken cancellation) =>
            faults.AnswerAsync(payment, faults.RefundErrorShare, cancellation));
        app.MapPut("/faults", (PaymentFaults broken) => { faults = broken; });
        return app;
    }
}
