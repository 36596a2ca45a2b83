using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;
using Slo;

namespace Shop;

/// <summary>A chaos experiment on the calls to the payment provider, within the error budget of the customers' orders.</summary>
internal static class PaymentChaos
{
    internal const string Experiment = "payments-fail";
    internal const string Objective = "orders-last-hour";

    /// <param name="slos">The objectives.</param>
    /// <param name="client">The client of the payment provider.</param>
    /// <param name="duration">How long a run lasts that does not stop itself.</param>
    internal static void Add(ISloBuilder slos, IHttpClientBuilder client, TimeSpan duration)
    {
        slos.AddObjective(Objective, o => o
                .DisplayName("98 % of the orders of the last hour are placed").Owner("checkout")
                .HttpServer(http => http.Route("POST", "/orders"))
                .TargetPercent(98).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude))
            .AddChaosExperiment(Experiment, new()
            {
                Objective = Objective,
                Hypothesis = "Customers can order while a tenth of the payment calls fail",
                InjectionRate = 0.1,
                AllowedBudgetRatio = 0.3,
                MinimumInjections = 10,
                Duration = duration,
                // Longer than an order usually takes.
                SettlesWithin = duration / 12,
                Seed = 42,
            });
        // The story prints what the experiment logs, and retries are meant to be.
        slos.Services.AddSingleton<PaymentRetries>().AddLogging(logging => logging
            .AddFilter("Polly", LogLevel.None).AddFilter(typeof(SloChaosExperiment).FullName, LogLevel.None));
        client.AddResilienceHandler("payments", (pipeline, context) =>
        {
            PaymentRetries retries = context.ServiceProvider.GetRequiredService<PaymentRetries>();
            pipeline
                .AddRetry(new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = 3,
                    Delay = TimeSpan.Zero,
                    // Without an idempotency key, only a payment that was certainly not sent may be repeated.
                    ShouldHandle = call => ValueTask.FromResult(
                        retries.AreOn && call.Outcome.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }),
                })
                .AddChaosFault(context.ServiceProvider.GetRequiredKeyedService<SloChaosExperiment>(Experiment).Guard(
                    new ChaosFaultStrategyOptions
                    {
                        FaultGenerator = _ => ValueTask.FromResult<Exception?>(
                            new HttpRequestException(HttpRequestError.ConnectionError, "The payment provider is gone.")),
                    },
                    nameof(HttpRequestException)));
        });
    }
}
