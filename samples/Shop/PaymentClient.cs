using System.Globalization;
using Slo;

namespace Shop;

/// <summary>Calls the payment provider, and counts for itself whether it keeps its promise: an objective without middleware.</summary>
internal sealed class PaymentClient(HttpClient http, SloRegistry slos)
{
    private readonly SloTracker _payments = slos.Get("payments");

    internal Task<bool> PayAsync(decimal amount, CancellationToken cancellation) => CallAsync("/payments", amount, cancellation);

    internal Task<bool> RefundAsync(decimal amount, CancellationToken cancellation) => CallAsync("/refunds", amount, cancellation);

    internal async Task BreakAsync(PaymentFaults faults, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.PutAsJsonAsync("/faults", faults, cancellation);
        response.EnsureSuccessStatusCode();
    }

    private async Task<bool> CallAsync(string path, decimal amount, CancellationToken cancellation)
    {
        using SloMeasurement call = _payments.Start();
        try
        {
            using HttpResponseMessage response = await http.PostAsJsonAsync(path, new Payment(amount), cancellation);
            if (response.IsSuccessStatusCode)
            {
                call.MarkGood();
            }
            else
            {
                call.MarkBad(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
            }

            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException exception)
        {
            call.MarkBad(exception.HttpRequestError.ToString());
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time-out of the client.
            call.MarkBad(SloEvent.TimedOut);
            return false;
        }
        catch (OperationCanceledException)
        {
            call.MarkIgnored();
            throw;
        }
    }
}
