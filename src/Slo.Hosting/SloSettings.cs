using Microsoft.Extensions.Configuration;
using Slo.Hosting.Configuration;

namespace Slo;

/// <summary>
/// The settings of a notification target or of a source, each listed once: by this list they are read from configuration, checked at
/// start, and compared on reload. A key that is not listed is an error.
/// </summary>
public sealed class SloSettings
{
    private readonly List<Setting> _all = [];

    internal SloSettings()
    {
    }

    internal IReadOnlyList<Setting> All => _all;

    /// <summary>A text. No finding shows it, so it may be a secret.</summary>
    /// <param name="key">The key in configuration.</param>
    /// <param name="value">The value now.</param>
    /// <param name="set">Takes over what configuration says.</param>
    public void Text(string key, string? value, Action<string> set) => Add(key, value, reader =>
    {
        if (reader.Text(key) is { } text)
        {
            set(text);
        }
    });

    /// <summary>An absolute address. What is none becomes a relative one: check it in
    /// <see cref="SloNotificationTarget.GetFaults"/>.</summary>
    /// <inheritdoc cref="Text"/>
    public void Address(string key, Uri? value, Action<Uri> set) => Add(key, value?.OriginalString, reader =>
    {
        if (reader.Text(key) is { } text)
        {
            set(Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : new Uri("/", UriKind.Relative));
        }
    });

    /// <summary>A duration, such as <c>10s</c>.</summary>
    /// <param name="key">The key in configuration.</param>
    /// <param name="value">The value now.</param>
    /// <param name="set">Takes over what configuration says.</param>
    /// <param name="minimum">The least that is allowed.</param>
    /// <param name="maximum">The most that is allowed.</param>
    public void Duration(string key, TimeSpan value, Action<TimeSpan> set, TimeSpan minimum, TimeSpan maximum) => Add(
        key,
        value,
        reader =>
        {
            if (reader.Duration(key) is { } read)
            {
                set(read);
            }
        },
        value < minimum || value > maximum
            ? $"{key} '{SloDuration.Format(value)}': must be from {SloDuration.Format(minimum)} to {SloDuration.Format(maximum)}" : null);

    /// <summary>A whole number.</summary>
    /// <param name="key">The key in configuration.</param>
    /// <param name="value">The value now.</param>
    /// <param name="set">Takes over what configuration says.</param>
    /// <param name="minimum">The least that is allowed.</param>
    /// <param name="maximum">The most that is allowed.</param>
    public void Number(string key, int value, Action<int> set, int minimum, int maximum) => Add(
        key,
        value,
        reader =>
        {
            if (reader.WholeNumber(key) is { } read)
            {
                set((int)Math.Clamp(read, int.MinValue, int.MaxValue));
            }
        },
        value < minimum || value > maximum ? $"{key} '{value}': must be from {minimum} to {maximum}" : null);

    /// <summary>True or false.</summary>
    /// <inheritdoc cref="Text"/>
    public void Flag(string key, bool value, Action<bool> set) =>
        Add(key, value, reader => set(reader.Text(key) is null ? value : reader.Flag(key)));

    /// <summary>One of the names of an enumeration, in any case.</summary>
    /// <inheritdoc cref="Text"/>
    public void Word<TEnum>(string key, TEnum value, Action<TEnum> set) where TEnum : struct, Enum => Add(
        key,
        value,
        reader => set(reader.Word<TEnum>(key) ?? value),
        Enum.IsDefined(value) ? null : $"{key} '{value}': must be one of {string.Join(", ", Enum.GetNames<TEnum>())}");

    /// <summary>Texts by name. No finding shows them.</summary>
    /// <param name="key">The key in configuration.</param>
    /// <param name="values">The values now; what configuration says is put into it.</param>
    public void Texts(string key, IDictionary<string, string> values) => Add(
        key,
        string.Join('\n', values.OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => $"{value.Key.Length}:{value.Key}={value.Value}")),
        reader =>
        {
            foreach (IConfigurationSection child in reader.Children(key))
            {
                values[child.Key] = child.Value ?? "";
            }
        },
        form: SectionForm.Texts);

    private void Add(
        string key, object? value, Action<SectionReader> read, string? problem = null, SectionForm form = SectionForm.Value) =>
        _all.Add(new(key, value, read, problem, form));
}
