import type { ConversionRule } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { SelectSetting } from '../../ui/setting.tsx';
import { useCanMakePdf } from '../shared/use-can-make-pdf.ts';

const rules: readonly ConversionRule[] = ['ask', 'text', 'pdf', 'never'];

interface ConversionSettingProps {
  readonly value: ConversionRule;
  readonly onChange: (value: ConversionRule) => void;
}

/** What happens to files that the server does not take. A PDF needs LibreOffice. */
export function ConversionSetting({ value, onChange }: ConversionSettingProps) {
  const { t } = useTexts();
  const canMakePdf = useCanMakePdf();
  return (
    <SelectSetting
      label={t('settings.conversion')}
      hint={t(canMakePdf ? 'settings.conversionHint' : 'settings.conversionHintNoPdf')}
      value={value}
      options={rules.map((rule) => ({
        value: rule,
        label: t(`convert.rule.${rule}`),
        disabled: rule === 'pdf' && !canMakePdf,
      }))}
      onChange={onChange}
    />
  );
}
