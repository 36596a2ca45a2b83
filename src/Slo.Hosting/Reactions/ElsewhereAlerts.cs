using System.Collections.Concurrent;

namespace Slo.Hosting.Reactions;

/// <summary>The alerts from elsewhere that fire, as the webhook for Alertmanager received them. Thread-safe.</summary>
internal sealed class ElsewhereAlerts
{
    /// <summary>How many alerts are known at most; further ones start no reaction.</summary>
    internal const int Capacity = 1_000;

    private readonly ConcurrentDictionary<string, SloAlertTransition> _firing = new(StringComparer.Ordinal);

    /// <summary>Called after each change, by any thread; must not block.</summary>
    internal Action? Changed { get; set; }

    internal void Update(SloAlertTransition transition)
    {
        if (transition.Source != SloAlertSource.Alertmanager)
        {
            return;
        }

        if (transition.After is null)
        {
            _firing.TryRemove(transition.Fingerprint, out _);
        }
        else if (_firing.Count < Capacity || _firing.ContainsKey(transition.Fingerprint))
        {
            _firing[transition.Fingerprint] = transition;
        }

        Changed?.Invoke();
    }

    internal IEnumerable<SloAlertTransition> Firing(string name) => _firing.Values.Where(alert => alert.Name == name);
}
