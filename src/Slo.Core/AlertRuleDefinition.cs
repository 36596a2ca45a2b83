namespace Slo;

/// <summary>A rule as declared: its basis, its severity and the values given. Immutable; equal where the same is declared.</summary>
/// <remarks>Made by <c>Define</c> of the rule's type, or from the values in a file. Checked when the objective is resolved.</remarks>
public sealed class AlertRuleDefinition : IEquatable<AlertRuleDefinition>
{
    private readonly Dictionary<AlertRuleArgument, object> _values = [];

    /// <summary>Takes the values of a rule.</summary>
    /// <param name="basis">What is declared.</param>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="values">Of the types of their units; the last one given counts.</param>
    /// <exception cref="ArgumentException">A value is of another type than its unit, or one that is required is missing.</exception>
    public AlertRuleDefinition(AlertRuleBasis basis, AlertSeverity severity, IEnumerable<KeyValuePair<AlertRuleArgument, object>> values)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(values);
        Basis = basis;
        Severity = severity;
        foreach ((AlertRuleArgument argument, object value) in values)
        {
            if (!argument.IsOfUnit(value))
            {
                throw new ArgumentException($"{argument}: {value} is not a {argument.Unit}", nameof(values));
            }

            _values[argument] = value;
        }

        if (All.FirstOrDefault(argument => argument.IsRequired && !_values.ContainsKey(argument)) is { } missing)
        {
            throw new ArgumentException($"{missing}: a rule by {basis.Condition} needs it", nameof(values));
        }

        Complete();
    }

    /// <summary>By what the rule is declared.</summary>
    public AlertRuleBasis Basis { get; }

    /// <summary>The kind of the rule.</summary>
    public AlertRuleKind Kind => Basis.Kind;

    /// <summary>Page or ticket.</summary>
    public AlertSeverity Severity { get; }

    /// <summary>The values, the condition's first; without those that say no more than their absence.</summary>
    public IEnumerable<KeyValuePair<AlertRuleArgument, object>> Values =>
        All.Where(_values.ContainsKey).Select(argument => KeyValuePair.Create(argument, _values[argument]));

    /// <summary>Values that do not go with the basis: a fault of the definition.</summary>
    internal IEnumerable<AlertRuleArgument> Strays => _values.Keys.Except(All);

    private IEnumerable<AlertRuleArgument> All => Basis.Arguments.Prepend(Basis.Condition);

    /// <summary>A value, or null where none is given.</summary>
    /// <param name="argument">An argument of the basis.</param>
    public object? this[AlertRuleArgument argument] => _values.GetValueOrDefault(argument);

    /// <inheritdoc/>
    public bool Equals(AlertRuleDefinition? other) =>
        other is not null && Basis == other.Basis && Severity == other.Severity && _values.Count == other._values.Count
        && _values.All(pair => pair.Value.Equals(other[pair.Key]));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AlertRuleDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Basis, Severity, this[Basis.Condition]);

    /// <inheritdoc/>
    public override string ToString() => Kind.Label(this);

    internal decimal Number(AlertRuleArgument argument) => (decimal)_values[argument];

    internal TimeSpan Duration(AlertRuleArgument argument) => (TimeSpan?)this[argument] ?? TimeSpan.Zero;

    internal long Count(AlertRuleArgument argument) => (long?)this[argument] ?? 0;

    internal string Word(AlertRuleArgument argument) => (string?)this[argument] ?? argument.Words[0];

    // One form for one meaning: what follows from the rest is said, what says nothing is left out.
    private void Complete()
    {
        foreach (AlertRuleArgument argument in _values.Keys.Where(argument => argument.IsSilent(_values[argument])).ToArray())
        {
            _values.Remove(argument);
        }

        foreach (AlertRuleArgument argument in Basis.Arguments)
        {
            if (argument.Default is { } follows && !_values.ContainsKey(argument))
            {
                _values[argument] = follows(this);
            }
        }
    }
}
