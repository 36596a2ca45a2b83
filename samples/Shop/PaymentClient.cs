using System.Globalization;
using Slo;

namespace Shop;

/// <summary>Calls the payment provider, and counts for itself whether it keeps its promise: an objective without middleware.</summary>
internal sealed class PaymentClient(HttpClient http, SloRegistry slos)
{
    private readonly SloTracker _payments = slos.Get("payments");

    internal async Task<bool> PayAsync(decimal amount, CancellationToken cancellation)
    {
        using SloMeasurement call = _payments.Start();
        try
        {
            using HttpResponseMessage response = await http.PostAsJsonAsync("/payments", new Payment(amount), cancellation);
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
        catch (OperationCanceledException)
        {
            call.MarkIgnored();
            throw;
        }
    }

    internal async Task BreakAsync(double errorShare, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.PutAsync(
            new Uri(string.Create(CultureInfo.InvariantCulture, $"/error-share/{errorShare}"), UriKind.Relative), null, cancellation);
        response.EnsureSuccessStatusCode();
    }
}
